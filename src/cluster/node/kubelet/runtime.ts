import type { Container, LifecycleHandler, Pod, Probe } from '../../../api/index.ts';

/** The three health checks of a container. */
export type ProbeKind = 'startup' | 'readiness' | 'liveness';

/** What a health check comes to for as long as nothing changes: `says` is the failure in the kubelet's words, `takes` virtual ms. */
export interface ProbeAnswer {
  readonly passes: boolean;
  readonly says: string;
  readonly takes: number;
}

/** How a program ends by itself: after so many virtual ms. */
export interface Course {
  readonly after: number;
  readonly exitCode: number;
}

/**
 * What runs in containers, as the kubelet meets it through the container runtime. What an image does is not the kubelet's
 * business; `src/cluster/apps` knows.
 */
export interface ContainerRuntime {
  /** Why an image cannot be had, with the reason a waiting container gives: `ErrImagePull`, `InvalidImageName`. */
  pullFault(image: string): { readonly reason: string; readonly message: string } | undefined;
  /** When and how the container's program ends by itself; undefined: it runs until it is told to stop. */
  course(container: Container, init: boolean): Course | undefined;
  /** Virtual ms until the program has ended after SIGTERM; undefined: it does not listen to it. */
  stopsAfter(container: Container): number | undefined;
  /** Virtual ms that a postStart or preStop hook takes. */
  hookTakes(handler: LifecycleHandler): number;
  /** Whether such a hook ends with an error: its command fails, or nobody answers its request. */
  hookFails(pod: Pod, container: Container, handler: LifecycleHandler): boolean;
  /** The answer to a health check of a running container; `stopping`: it has been sent SIGTERM. */
  probe(pod: Pod, container: Container, kind: ProbeKind, probe: Probe, stopping: boolean): ProbeAnswer;
  /** Whether a Pod counts as ready where no readinessProbe asks. */
  isReadyUnasked(pod: Pod): boolean;
}
