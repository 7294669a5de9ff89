import { PersistentMap } from '../../../sim/index.ts';
import type { ContainerRun } from './container-run.ts';

/** What a kubelet reports of a Pod, as Events do. */
export interface PodEvent {
  readonly at: number;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  /** The container that it is about, if it is about one. */
  readonly container?: string;
}

/** What runs of a Pod on its node, from the moment its network was set up until it is gone. */
export interface Sandbox {
  readonly pod: string;
  /** The Pod's addresses, at most one of each family, the first one first. */
  readonly ips: readonly string[];
  /** Virtual ms since which its health checks tick. */
  readonly createdAt: number;
  /** Every init container has ended well once, and the others may start. */
  readonly initialized: boolean;
  /** The containers in the order in which they start. */
  readonly containers: readonly ContainerRun[];
  /** The newest reports, the last one last. */
  readonly events: readonly PodEvent[];
  /** Virtual ms at which the containers were told to stop, and by when they have to be gone. */
  readonly stopping?: { readonly since: number; readonly deadline: number };
  /** Its machine was switched off under it: nothing of it runs. */
  readonly lost?: true;
}

/** What all kubelets together remember. A value; the world holds it. */
export interface KubeletState {
  /** By Pod uid. */
  readonly sandboxes: PersistentMap<Sandbox>;
  /** By Pod (`namespace/name`): the uid of the Pod of that name that has a sandbox. */
  readonly uids: PersistentMap<string>;
  /** Pod uids by leased address. */
  readonly leases: PersistentMap<string>;
  /** By range: the last place in it that was leased. */
  readonly lastLease: PersistentMap<number>;
}

export const noPods: KubeletState = {
  sandboxes: PersistentMap.empty(),
  uids: PersistentMap.empty(),
  leases: PersistentMap.empty(),
  lastLease: PersistentMap.empty(),
};

/** The memory with a Pod's sandbox as it is now. */
export function withSandbox(state: KubeletState, uid: string, sandbox: Sandbox): KubeletState {
  return {
    ...state,
    sandboxes: state.sandboxes.set(uid, sandbox),
    uids: state.uids.get(sandbox.pod) === uid ? state.uids : state.uids.set(sandbox.pod, uid),
  };
}

/** The memory without a Pod's sandbox, its address free again. */
export function withoutSandbox(state: KubeletState, uid: string): KubeletState {
  const sandbox = state.sandboxes.get(uid);
  if (!sandbox) return state;
  const { pod } = sandbox;
  return {
    ...withoutLease(state, uid),
    sandboxes: state.sandboxes.delete(uid),
    uids: state.uids.get(pod) === uid ? state.uids.delete(pod) : state.uids,
  };
}

/** The memory with a Pod's addresses free again, which is so once it has run to its end. */
export function withoutLease(state: KubeletState, uid: string): KubeletState {
  let { leases } = state;
  for (const ip of state.sandboxes.get(uid)?.ips ?? []) if (leases.get(ip) === uid) leases = leases.delete(ip);
  return leases === state.leases ? state : { ...state, leases };
}

/** The memory after the machines of these Pods were switched off and on: nothing of what ran runs. */
export function withLost(state: KubeletState, uids: readonly string[]): KubeletState {
  let { sandboxes } = state;
  for (const uid of uids) {
    const box = sandboxes.get(uid);
    if (box) sandboxes = sandboxes.set(uid, { ...box, lost: true });
  }
  return { ...state, sandboxes };
}

/** The memory after a running container's program has crashed, which its kubelet has not seen yet; undefined when it does not run. */
export function withCrash(state: KubeletState, uid: string, container: string, now: number): KubeletState | undefined {
  const box = state.sandboxes.get(uid);
  const crashes = ({ name, state: is }: ContainerRun): boolean => name === container && is === 'running';
  if (!box?.containers.some(crashes)) return undefined;
  const ending = { at: now, exitCode: 1 };
  const containers = box.containers.map((run) => (crashes(run) ? { ...run, ending } : run));
  return { ...state, sandboxes: state.sandboxes.set(uid, { ...box, containers }) };
}

/**
 * The memory without the sandbox of a Pod that once had this key (`namespace/name`) and was deleted behind the kubelet's
 * back, as `--force` does. The Pod that has the key now, by uid, keeps its own.
 */
export function withoutOthers(state: KubeletState, key: string, uid: string | undefined): KubeletState {
  const known = state.uids.get(key);
  return known === undefined || known === uid ? state : withoutSandbox(state, known);
}

/** The kubelets' memory as their loop gets it: read, and put back. */
export interface KubeletMemory {
  get(): KubeletState;
  set(state: KubeletState): void;
  /** Whether a machine is switched off or cut off from the API server; its kubelet does nothing then. */
  isOff(node: string): boolean;
  /** Puts a report of a node's kubelet about a Pod (`namespace/name`) on the timeline. */
  report(node: string, pod: string, event: PodEvent): void;
}
