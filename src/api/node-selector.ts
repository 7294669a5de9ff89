import type { Node } from './node.ts';
import type { NodeSelectorRequirement, NodeSelectorTerm } from './placement.ts';
import type { Pod } from './pod.ts';

type Values = Readonly<Record<string, string>>;

function holds({ key, operator, values = [] }: NodeSelectorRequirement, own: Values): boolean {
  const has = Object.hasOwn(own, key);
  const value = own[key] ?? '';
  switch (operator) {
    case 'In':
      return has && values.includes(value);
    case 'NotIn':
      return !has || !values.includes(value);
    case 'Exists':
      return has;
    case 'DoesNotExist':
      return !has;
    case 'Gt':
      return has && Number(value) > Number(values[0]);
    case 'Lt':
      return has && Number(value) < Number(values[0]);
  }
}

/** Whether a node is what one term of a node selector asks for. Models component-helpers nodeaffinity nodeSelectorTerm.match (v1.36). */
export function nodeSelectorTermMatches(term: NodeSelectorTerm, node: Node): boolean {
  const { matchExpressions = [], matchFields = [] } = term;
  if (matchExpressions.length === 0 && matchFields.length === 0) return false;
  const fields = { 'metadata.name': node.metadata.name };
  return (
    matchExpressions.every((line) => holds(line, node.metadata.labels ?? {})) &&
    matchFields.every((line) => holds(line, fields))
  );
}

/** Whether a node satisfies a Pod's `nodeSelector` and its required node affinity. Models component-helpers GetRequiredNodeAffinity (v1.36). */
export function isWantedNode({ spec }: Pod, node: Node): boolean {
  const labels = node.metadata.labels ?? {};
  const selected = Object.entries(spec.nodeSelector ?? {}).every(([key, value]) => labels[key] === value);
  const required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return selected && (!required || required.nodeSelectorTerms.some((term) => nodeSelectorTermMatches(term, node)));
}
