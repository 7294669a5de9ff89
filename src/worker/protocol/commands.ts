/** What a person can ask for. */
import type { ObjectKey } from '../../api/index.ts';
import type { Instant } from './instant.ts';

/** One manifest file of the scenario, as typed. */
export interface ManifestFile {
  readonly name: string;
  readonly text: string;
}

/**
 * Something done to the cluster that no manifest says. Each is one event of the timeline, caused by `you`, and can be taken
 * back with `undo`.
 */
export type ActionCommand =
  /** `kubectl delete pod`; `force` adds `--force --grace-period=0`. */
  | { readonly act: 'delete-pod'; readonly pod: ObjectKey; readonly force?: boolean }
  /** Makes a Pod's readiness checks fail, or pass again. */
  | { readonly act: 'set-readiness'; readonly pod: ObjectKey; readonly ready: boolean }
  /** Makes a Pod's liveness checks fail, or pass again. Without a livenessProbe nobody notices. */
  | { readonly act: 'set-liveness'; readonly pod: ObjectKey; readonly alive: boolean }
  /** Makes a container's program end with an error; without a name the first that runs. */
  | { readonly act: 'crash-container'; readonly pod: ObjectKey; readonly container?: string }
  /** `kubectl scale` of a Deployment, ReplicaSet or StatefulSet. For what stands in the text, edit the text instead. */
  | { readonly act: 'scale'; readonly workload: ObjectKey; readonly replicas: number }
  /** `kubectl rollout restart` of a Deployment, DaemonSet or StatefulSet. */
  | { readonly act: 'rollout-restart'; readonly workload: ObjectKey }
  /** `kubectl cordon`: no new Pods. */
  | { readonly act: 'cordon'; readonly node: string }
  | { readonly act: 'uncordon'; readonly node: string }
  /** `kubectl drain --ignore-daemonsets`: cordon, then every Pod is asked to go. Pods that nobody would replace stop it unless `force`. */
  | { readonly act: 'drain'; readonly node: string; readonly force?: boolean }
  /** Pulls a machine's plug: its Pods, its kubelet and its packets are gone, and the cluster has to find out. */
  | { readonly act: 'stop-node'; readonly node: string }
  /** Boots a stopped machine: an empty kernel, and its Pods' containers are started anew. */
  | { readonly act: 'start-node'; readonly node: string }
  /** Pulls a machine's network cable: what runs there runs on, but no packet, no kubelet and no kube-proxy reaches anybody else. */
  | { readonly act: 'cut-link'; readonly node: string }
  | { readonly act: 'mend-link'; readonly node: string };

/** What a person can ask for. `apply` is the whole text of all files: what is missing from it is pruned. */
export type Command =
  | { readonly act: 'apply'; readonly files: readonly ManifestFile[] }
  | ActionCommand
  /** Takes back the last action. Refused with 404 when there is none. */
  | { readonly act: 'undo' };

/** How an action is taken back: by doing its opposite now, or by going back in history to just before it. */
export type UndoneBy = 'inverse' | 'history';

/** An action that `undo` could take back. */
export interface UndoableAction {
  readonly at: Instant;
  /** As a person would have typed it: `kubectl cordon node-1`. */
  readonly says: string;
  readonly undoneBy: UndoneBy;
}

/** What an `undo` did. `to`: the instant that history went back to. */
export interface Undone {
  readonly says: string;
  readonly by: UndoneBy;
  readonly to?: Instant;
}
