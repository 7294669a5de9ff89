import type { Container, Pod } from '../../../api/index.ts';
import type { ContainerRun } from './container-run.ts';
import type { KubeletState } from './state.ts';

/** A program that has been sent SIGTERM, and listens to it, takes no new connections. */
function takesConnections({ state, ending }: ContainerRun, now: number): boolean {
  const leaving = ending?.sigtermAt !== undefined && ending.sigtermAt <= now && ending.exitCode === 0;
  return state === 'running' && !leaving;
}

/** Whether a container's program runs and takes connections now. Of a Pod that was taken as found its status tells. */
export function isServing(state: KubeletState, pod: Pod, { name }: Container, now: number): boolean {
  const box = state.sandboxes.get(pod.metadata.uid ?? '');
  if (box) return !box.lost && box.containers.some((run) => run.name === name && takesConnections(run, now));
  const status = pod.status?.containerStatuses?.find((one) => one.name === name);
  return status?.state === undefined || status.state.running !== undefined;
}
