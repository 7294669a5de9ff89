import { isPodFinished, isPodReady, isPodTerminating, type Pod } from '../../api/index.ts';
import type { PodState } from '../protocol.ts';

/** How a Pod is, in one word. */
export function podState(pod: Pod): PodState {
  if (isPodFinished(pod)) return 'finished';
  if (isPodTerminating(pod)) return 'terminating';
  if (pod.spec.nodeName === undefined) return 'pending';
  if (pod.status?.phase !== 'Running') return 'starting';
  return isPodReady(pod) ? 'ready' : 'not ready';
}

/** `Deployment/default/web` for a Pod of a Deployment's ReplicaSet; the ReplicaSet itself when it stands alone; empty for a Pod of its own. */
export function ownerOf(pod: Pod): string {
  const [owner] = pod.metadata.ownerReferences ?? [];
  if (!owner) return '';
  const hash = pod.metadata.labels?.['pod-template-hash'];
  const namespace = pod.metadata.namespace ?? '';
  const deployed = hash !== undefined && owner.name.endsWith(`-${hash}`);
  return deployed
    ? `Deployment/${namespace}/${owner.name.slice(0, -hash.length - 1)}`
    : `${owner.kind}/${namespace}/${owner.name}`;
}

/** Virtual ms of an RFC 3339 instant of the cluster's January. */
export function instantOf(time: string | undefined): number {
  const [, day = '01', hour = '0', minute = '0', second = '0'] = /-(\d\d)T(\d\d):(\d\d):(\d\d)/.exec(time ?? '') ?? [];
  return ((Number(day) - 1) * 86_400 + Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1000;
}
