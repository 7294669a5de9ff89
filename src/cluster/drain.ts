import { isFromSnapshot, isPodFinished, isPodTerminating, ok, type Pod, type Result, refused } from '../api/index.ts';
import type { Session } from './control-plane/apiserver/index.ts';

const controllerOf = (pod: Pod) => pod.metadata.ownerReferences?.find((owner) => owner.controller === true);

/**
 * Asks every Pod of a node to go, except those of DaemonSets, which would come back at once. A Pod that nobody would replace
 * stops the whole drain unless it is forced. Models kubectl drain --ignore-daemonsets (v1.36); there are no
 * PodDisruptionBudgets here, so an eviction is a deletion.
 */
export function drain(session: Session, node: string, force: boolean): Result<void> {
  const here = session.list<Pod>('Pod').filter((pod) => pod.spec.nodeName === node && !isPodTerminating(pod));
  const going = here.filter((pod) => controllerOf(pod)?.kind !== 'DaemonSet');
  const alone = going.filter((pod) => !controllerOf(pod) && !isPodFinished(pod));
  if (alone.length > 0 && !force) {
    const names = alone.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).join(', ');
    const message = `unable to drain node "${node}" due to error: cannot delete cannot delete Pods that declare no controller (use --force to override): ${names}`;
    return refused({ code: 400, reason: 'BadRequest', message });
  }
  for (const pod of going)
    session.delete('Pod', pod.metadata.namespace ?? '', pod.metadata.name, { now: isFromSnapshot(pod) });
  return ok(undefined);
}
