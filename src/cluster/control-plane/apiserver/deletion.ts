import {
  type ApiObject,
  FOREGROUND_FINALIZER,
  isPodFinished,
  type Namespace,
  type ObjectMeta,
  ORPHAN_FINALIZER,
  type Pod,
  timestamp,
} from '../../../api/index.ts';

/** How an object is to go. */
export interface DeleteOptions {
  /** Grace period 0: nobody waits for a kubelet. Finalizers are waited for all the same. */
  readonly now?: boolean;
  /**
   * What becomes of the objects that it owns: they follow it (`Background`, the default), it waits for those that block it
   * (`Foreground`), or they stay without an owner (`Orphan`).
   */
  readonly propagation?: 'Background' | 'Foreground' | 'Orphan';
}

/** The finalizers of an object that is deleted in this way. Models registry deletionFinalizersForGarbageCollection (v1.36). */
function finalizersFor({ finalizers = [] }: ObjectMeta, { propagation }: DeleteOptions): readonly string[] {
  if (propagation === undefined) return finalizers;
  const others = finalizers.filter((one) => one !== FOREGROUND_FINALIZER && one !== ORPHAN_FINALIZER);
  if (propagation === 'Background') return others;
  return [...others, propagation === 'Orphan' ? ORPHAN_FINALIZER : FOREGROUND_FINALIZER];
}

/** Seconds that an object is given to stop. Models the Pod strategy's CheckGracefulDelete (v1.36). */
function graceOf(object: ApiObject, { now }: DeleteOptions): number {
  if (object.kind !== 'Pod' || now) return 0;
  const pod = object as Pod;
  if (pod.spec.nodeName === undefined || isPodFinished(pod)) return 0;
  return Math.max(1, pod.spec.terminationGracePeriodSeconds ?? 30);
}

/** A Namespace is Terminating until its content is gone. Models pkg/registry/core/namespace/storage Delete (v1.36). */
function terminating(namespace: Namespace, now: number): Namespace {
  if (namespace.metadata.deletionTimestamp !== undefined) return namespace;
  const metadata = { ...namespace.metadata, deletionTimestamp: timestamp(now) };
  return { ...namespace, metadata, status: { ...namespace.status, phase: 'Terminating' } };
}

const hasContent = (object: ApiObject): object is Namespace =>
  object.kind === 'Namespace' && ((object as Namespace).spec?.finalizers ?? []).length > 0;

/**
 * What a DELETE at `now` (virtual ms) makes of an object: undefined when it goes at once, itself when it is on its way
 * already, else the object with the marks of one that waits for its kubelet or for its finalizers. Models
 * registry/rest BeforeDelete and generic/registry Store.Delete (v1.36).
 */
export function deleted(object: ApiObject, options: DeleteOptions, now: number): ApiObject | undefined {
  if (hasContent(object)) return terminating(object, now);
  const { metadata } = object;
  const finalizers = finalizersFor(metadata, options);
  const { deletionGracePeriodSeconds: left, deletionTimestamp } = metadata;
  const grace = Math.min(
    graceOf(object, options),
    deletionTimestamp === undefined ? Number.POSITIVE_INFINITY : (left ?? 0),
  );
  if (grace === 0 && finalizers.length === 0) return undefined;
  if (deletionTimestamp !== undefined && grace === (left ?? 0) && finalizers === metadata.finalizers) return object;
  const { finalizers: _, ...others } = metadata;
  const marks = { deletionTimestamp: timestamp(now + grace * 1000), deletionGracePeriodSeconds: grace };
  return { ...object, metadata: { ...others, ...marks, ...(finalizers.length > 0 && { finalizers }) } };
}

/** Whether a write was the last that a deleted object has waited for. Models ShouldDeleteDuringUpdate (v1.36). */
export function isOver({ metadata }: ApiObject, before: ApiObject | undefined): boolean {
  if (before?.metadata.deletionTimestamp === undefined || before.kind === 'Namespace') return false;
  return (metadata.finalizers ?? []).length === 0 && (before.metadata.deletionGracePeriodSeconds ?? 0) === 0;
}
