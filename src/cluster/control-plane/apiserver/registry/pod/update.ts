import type { Container, Pod, PodSpec, Toleration } from '../../../../../api/index.ts';
import { same } from '../../equality.ts';
import { type FieldError, forbidden, invalid, NIL_POINTER, required } from '../../field-errors.ts';
import { unifiedDiff } from '../../unified-diff.ts';
import { goText, goValue } from './go-struct.ts';
import { tolerationFaults } from './tolerations.ts';
import { podAnnotationFaults } from './validation.ts';

const MUTABLE = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
];

const MOST_SECONDS = 2 ** 31 - 1;
const MIRROR = 'kubernetes.io/config.mirror';

/** Models ValidatePodSpecificAnnotationUpdates (v1.36). */
function annotationFaults({ metadata, spec }: Pod, before: Pod): FieldError[] {
  const [is, was] = [metadata.annotations?.[MIRROR], before.metadata.annotations?.[MIRROR]];
  const verb = was === undefined ? 'add' : 'remove or update';
  return [
    ...(is === was ? [] : [forbidden(`metadata.annotations[${MIRROR}]`, `may not ${verb} mirror pod annotation`)]),
    ...podAnnotationFaults(metadata.annotations, spec, 'metadata.annotations'),
  ];
}

/** What a manifest says of the Pod as a whole and Go keeps with its security context. */
const HOST_FIELDS = ['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'hostUsers'] as const;

/** The spec as the API server holds it in memory. */
function internal(spec: PodSpec): Readonly<Record<string, unknown>> {
  const fields: Readonly<Record<string, unknown>> = { ...spec };
  const host = Object.fromEntries(HOST_FIELDS.map((field) => [field, fields[field]]));
  return goValue({ ...fields, securityContext: { ...(fields['securityContext'] as object), ...host } }, 'PodSpec');
}

function imageFaults(containers: readonly Container[], at: string): FieldError[] {
  return containers.flatMap(({ image = '' }, i) => {
    if (image === '') return [required(`${at}[${i}].image`)];
    if (image.trim() === image) return [];
    return [invalid(`${at}[${i}].image`, image, 'must not have leading or trailing whitespace')];
  });
}

function deadlineFaults({ spec }: Pod, before: Pod): { readonly errors: FieldError[]; readonly final: boolean } {
  const at = 'spec.activeDeadlineSeconds';
  const [seconds, was] = [spec.activeDeadlineSeconds, before.spec.activeDeadlineSeconds];
  if (seconds === undefined) {
    const sentence = 'must not update from a positive integer to nil value';
    return { errors: was === undefined ? [] : [invalid(at, NIL_POINTER, sentence)], final: false };
  }
  if (seconds < 0 || seconds > MOST_SECONDS)
    return { errors: [invalid(at, seconds, `must be between 0 and ${MOST_SECONDS}, inclusive`)], final: true };
  const later = was !== undefined && was < seconds;
  return { errors: later ? [invalid(at, seconds, 'must be less than or equal to previous value')] : [], final: later };
}

/** Tolerations may only be added to; for how long one tolerates may change. */
function addedTolerationFaults(now: readonly Toleration[], was: readonly Toleration[]): FieldError[] {
  const lasting = ({ tolerationSeconds, ...rest }: Toleration): unknown => rest;
  const kept = was.every((old) => now.some((one) => same(lasting(one), lasting(old))));
  if (kept) return tolerationFaults(now, 'spec.tolerations');
  return [forbidden('spec.tolerations', 'existing toleration can not be modified except its tolerationSeconds')];
}

function gateFaults(spec: PodSpec, before: PodSpec): FieldError[] {
  const known = new Set((before.schedulingGates ?? []).map(({ name }) => name));
  return (spec.schedulingGates ?? []).flatMap(({ name }, i) => {
    const sentence = `only deletion is allowed, but found new scheduling gate '${name}'`;
    return known.has(name) ? [] : [forbidden(`spec.schedulingGates[${i}].name`, sentence)];
  });
}

const withImages = (containers: readonly Container[] | undefined, from: readonly Container[] | undefined): unknown =>
  containers?.map((container, i) => ({ ...container, image: from?.[i]?.image }));

/** The new spec with everything that may change as it was before. */
function munged(spec: PodSpec, before: PodSpec): PodSpec {
  const { activeDeadlineSeconds, schedulingGates, tolerations, terminationGracePeriodSeconds } = before;
  const saved = (terminationGracePeriodSeconds ?? 0) < 0 && spec.terminationGracePeriodSeconds === 1;
  return {
    ...spec,
    containers: withImages(spec.containers, before.containers),
    initContainers: withImages(spec.initContainers, before.initContainers),
    activeDeadlineSeconds,
    schedulingGates,
    tolerations,
    ...(saved && { terminationGracePeriodSeconds }),
  } as PodSpec;
}

type Labels = Readonly<Record<string, string>>;

/** A Pod that waits for its gates may still be told to look for fewer Nodes. */
function selectorFaults(now: Labels, was: Labels): FieldError[] {
  const kept = Object.entries(was).every(([key, value]) => now[key] === value);
  const sentence = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)';
  return kept ? [] : [invalid('spec.nodeSelector', now, sentence)];
}

function fixedPartFaults(given: PodSpec, before: PodSpec): FieldError[] {
  const gated = (before.schedulingGates ?? []).length > 0;
  const { nodeSelector: now, ...others } = given;
  const { nodeSelector: selected } = before;
  const spec = gated ? ({ ...others, ...(selected && { nodeSelector: selected }) } as PodSpec) : given;
  return [...(gated ? selectorFaults(now ?? {}, selected ?? {}) : []), ...changeFaults(spec, before)];
}

function changeFaults(spec: PodSpec, before: PodSpec): FieldError[] {
  const [was, is] = [goText(internal(before)), goText(internal(munged(spec, before)))];
  if (was === is) return [];
  const sentence = `pod updates may not change fields other than ${MUTABLE.join(',')}`;
  return [forbidden('spec', `${sentence}\n${unifiedDiff(was, is)}`)];
}

/** Faults of a changed Pod, after those of the Pod as it is now. Models pkg/apis/core/validation ValidatePodUpdate (v1.36). */
export function podUpdateFaults(pod: Pod, before: Pod): FieldError[] {
  const errors = annotationFaults(pod, before);
  if (pod.spec === before.spec) return errors;
  const { spec } = pod;
  const lists = ['containers', 'initContainers'] as const;
  for (const list of lists) {
    const [now, was] = [spec[list] ?? [], before.spec[list] ?? []];
    if (now.length !== was.length)
      return [...errors, forbidden(`spec.${list}`, 'pod updates may not add or remove containers')];
    errors.push(...imageFaults(now, `spec.${list}`));
  }
  const deadline = deadlineFaults(pod, before);
  errors.push(...deadline.errors);
  if (deadline.final) return errors;
  errors.push(...addedTolerationFaults(spec.tolerations ?? [], before.spec.tolerations ?? []));
  return [...errors, ...gateFaults(spec, before.spec), ...fixedPartFaults(spec, before.spec)];
}
