import type { ObjectKey } from '../../api/index.ts';
import type { Instant } from './instant.ts';

/** One line of the timeline's cluster lane and of the event list. */
export interface ClusterEvent {
  readonly id: string;
  readonly at: Instant;
  /** Who did it: `you`, `deployment controller`, `scheduler`, `kubelet node-1`, `endpointslice controller`, `kube-proxy node-2`. */
  readonly by: string;
  readonly text: string;
  readonly tone: 'plain' | 'warn' | 'good';
  readonly object?: ObjectKey;
  /** The change that it answers to: what was watched, who had made it, and when. */
  readonly cause?: { readonly object: ObjectKey; readonly by: string; readonly at: Instant };
}
