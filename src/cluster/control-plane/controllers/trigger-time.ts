import type { ObjectMeta, Pod, Service } from '../../../api/index.ts';

/** Says which change in the cluster led to the newest write, for whoever measures how long that takes to show in rules. */
const TRIGGER = 'endpoints.kubernetes.io/last-change-trigger-time';

const lastTransition = ({ status }: Pod): string | undefined =>
  status?.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime;

/**
 * The instant of what led to a write about a Service: its creation for the first one, later the earliest change of readiness
 * among the Pods whose endpoints `moved`; undefined when it was something else, such as a Pod that went. Models
 * TriggerTimeTracker (v1.36) without its memory: what stands written tells which Pods have moved.
 */
export function triggerTime(service: Service, isFirst: boolean, moved: Iterable<Pod>): string | undefined {
  if (isFirst) return service.metadata.creationTimestamp;
  const times = [...moved].flatMap((pod) => lastTransition(pod) ?? []);
  return times.sort()[0];
}

/** Annotations with another trigger, or without any. */
export function withTrigger(
  annotations: ObjectMeta['annotations'],
  trigger: string | undefined,
): Readonly<Record<string, string>> | undefined {
  const { [TRIGGER]: _before, ...others } = annotations ?? {};
  const all = { ...others, ...(trigger !== undefined && { [TRIGGER]: trigger }) };
  return Object.keys(all).length > 0 ? all : undefined;
}

/** Annotations without what led to the newest write. */
export const withoutTrigger = (annotations: ObjectMeta['annotations']): Readonly<Record<string, string>> =>
  withTrigger(annotations, undefined) ?? {};
