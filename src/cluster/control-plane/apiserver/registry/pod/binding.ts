import type { Pod } from '../../../../../api/index.ts';

/** Why a Pod cannot be given a node, or undefined. Models pkg/registry/core/pod/storage BindingREST (v1.36). */
export function bindingFault({ metadata, spec }: Pod): string | undefined {
  const { name } = metadata;
  if (metadata.deletionTimestamp !== undefined) return `pod ${name} is being deleted, cannot be assigned to a host`;
  if (spec.nodeName) return `pod ${name} is already assigned to node "${spec.nodeName}"`;
  if ((spec.schedulingGates ?? []).length > 0) return `pod ${name} has non-empty .spec.schedulingGates`;
  return undefined;
}
