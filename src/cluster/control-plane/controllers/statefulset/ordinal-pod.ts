import type { Pod, PodTemplate, StatefulSet } from '../../../../api/index.ts';
import { podFrom } from '../pod-control.ts';

/** The label that tells the revision of the template which a Pod was made from. */
const REVISION = 'controller-revision-hash';

const POD_NAME = 'statefulset.kubernetes.io/pod-name';
const POD_INDEX = 'apps.kubernetes.io/pod-index';

/** The first ordinal and the one behind the last. Models statefulset getStartOrdinal and getEndOrdinal (v1.36). */
export function ordinals({ spec }: StatefulSet): { readonly start: number; readonly end: number } {
  const start = spec.ordinals?.start ?? 0;
  return { start, end: start + (spec.replicas ?? 1) };
}

/** The number at the end of a Pod's name; undefined when the name is not one of this StatefulSet's. Models getParentNameAndOrdinal (v1.36). */
export function ordinalOf(set: StatefulSet, { metadata }: Pod): number | undefined {
  const [, parent, digits] = /^(.*)-([0-9]+)$/.exec(metadata.name) ?? [];
  return parent === set.metadata.name ? Number(digits) : undefined;
}

/** The name of the revision that a Pod was made from. */
export const revisionOf = ({ metadata }: Pod): string | undefined => metadata.labels?.[REVISION];

function identity(set: StatefulSet, ordinal: number): Readonly<Record<string, string>> {
  return { [POD_NAME]: `${set.metadata.name}-${ordinal}`, [POD_INDEX]: String(ordinal) };
}

/** A Pod with the labels of its ordinal, itself where it has them. Models identityMatches and updateIdentity (v1.36). */
export function withIdentity(set: StatefulSet, pod: Pod, ordinal: number): Pod {
  const labels = { ...pod.metadata.labels, ...identity(set, ordinal) };
  const known = Object.entries(labels).every(([key, value]) => pod.metadata.labels?.[key] === value);
  return known ? pod : { ...pod, metadata: { ...pod.metadata, labels } };
}

/** The volumes of a Pod: each claim of the StatefulSet under the claim's own name for this Pod. Models updateStorage (v1.36). */
function volumes({ spec }: StatefulSet, template: Pod['spec'], name: string): Pick<Pod['spec'], 'volumes'> {
  const claims = (spec.volumeClaimTemplates ?? []).map(({ metadata }) => metadata.name);
  if (claims.length === 0) return {};
  const others = (template.volumes ?? []).filter((volume) => !claims.includes(volume.name));
  const claimed = claims.map((claim) => ({ name: claim, persistentVolumeClaim: { claimName: `${claim}-${name}` } }));
  return { volumes: [...claimed, ...others] };
}

/** The Pod of an ordinal, with its lasting name, made from a revision. Models newStatefulSetPod (v1.36); the claims themselves are not made. */
export function ordinalPod(set: StatefulSet, template: PodTemplate, revision: string, ordinal: number): Pod {
  const { metadata, spec } = podFrom({ ...set, spec: { ...set.spec, template } });
  const name = `${set.metadata.name}-${ordinal}`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...metadata, name, labels: { ...metadata.labels, [REVISION]: revision, ...identity(set, ordinal) } },
    spec: {
      ...spec,
      ...volumes(set, spec, name),
      hostname: name,
      ...(set.spec.serviceName && { subdomain: set.spec.serviceName }),
    },
  };
}
