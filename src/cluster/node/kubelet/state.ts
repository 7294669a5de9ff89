import { PersistentMap } from '../../../sim/index.ts';
import type { Variable } from './service-variables.ts';

/** What runs of a Pod on its node, from the moment its network was set up until it is gone. */
export interface Sandbox {
  readonly pod: string;
  readonly ip: string;
  /** Virtual ms at which the containers started, or will. */
  readonly startsAt: number;
  readonly started: boolean;
  /** Virtual ms at which the containers were told to stop. */
  readonly stoppingSince?: number;
  /** By container: the variables it was started with. They never change while it runs. */
  readonly environments: Readonly<Record<string, readonly Variable[]>>;
}

/** What all kubelets together remember. A value; the world holds it. */
export interface KubeletState {
  /** By Pod uid. */
  readonly sandboxes: PersistentMap<Sandbox>;
  /** Pod uids by leased address. */
  readonly leases: PersistentMap<string>;
  /** By node: the last place in its range that was leased. */
  readonly lastLease: PersistentMap<number>;
}

export const noPods: KubeletState = {
  sandboxes: PersistentMap.empty(),
  leases: PersistentMap.empty(),
  lastLease: PersistentMap.empty(),
};

/**
 * The memory without sandboxes of Pods that once had this key (`namespace/name`) and were deleted behind the kubelet's back,
 * as `--force` does. The Pod that has the key now, by uid, keeps its own.
 */
export function withoutOthers(state: KubeletState, key: string, uid: string | undefined): KubeletState {
  if (uid !== undefined && state.sandboxes.has(uid)) return state;
  let { sandboxes, leases } = state;
  for (const [owner, sandbox] of state.sandboxes.entries()) {
    if (sandbox.pod !== key || owner === uid) continue;
    sandboxes = sandboxes.delete(owner);
    if (leases.get(sandbox.ip) === owner) leases = leases.delete(sandbox.ip);
  }
  return sandboxes === state.sandboxes ? state : { ...state, sandboxes, leases };
}

/** The kubelets' memory as their loop gets it: read, and put back. */
export interface KubeletMemory {
  get(): KubeletState;
  set(state: KubeletState): void;
  /** Whether a machine is switched off; its kubelet does nothing then. */
  isOff(node: string): boolean;
}
