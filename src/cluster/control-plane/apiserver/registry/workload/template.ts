import type { ApiObject, LabelSelector, PodTemplate } from '../../../../../api/index.ts';
import { labelSelectorMatches } from '../../../../../api/index.ts';
import { same } from '../../equality.ts';
import { type FieldError, forbidden, invalid, notSupported } from '../../field-errors.ts';
import { annotationFaults, labelFaults } from '../object-meta.ts';
import { podSpecDefaults } from '../pod/defaults.ts';
import { podAnnotationFaults, podSpecFaults } from '../pod/validation.ts';
import { hostNameWarnings, podWarnings } from '../pod/warnings.ts';
import { isEmptySelector, isUsableSelector } from './selector.ts';

const AT = 'spec.template';

/** The template with everything that a Pod made from it would get by default. */
export function templateDefaults(template: PodTemplate | undefined): PodTemplate {
  return {
    ...template,
    metadata: template?.metadata ?? {},
    spec: podSpecDefaults(template?.spec ?? { containers: [] }),
  };
}

/** A selector that does not take the Pods of its own template; one that is left out takes none. */
export function mismatchFaults({
  selector,
  template,
}: {
  readonly selector?: LabelSelector;
  template: PodTemplate;
}): FieldError[] {
  const labels = template.metadata?.labels;
  if (selector && isUsableSelector(selector) && labelSelectorMatches(selector, labels)) return [];
  return [invalid(`${AT}.metadata.labels`, labels ?? null, '`selector` does not match template `labels`')];
}

/** Faults of a Pod template. Models pkg/apis/core/validation ValidatePodTemplateSpec (v1.36). */
export function templateFaults(template: PodTemplate): FieldError[] {
  return [...templateMetadataFaults(template), ...podSpecFaults(template.spec, `${AT}.spec`)];
}

/** Faults of what a Pod template says besides its spec. StatefulSets look no further: their Pods are refused instead. */
export function templateMetadataFaults({ metadata, spec }: PodTemplate): FieldError[] {
  return [
    ...labelFaults(metadata?.labels, `${AT}.labels`),
    ...annotationFaults(metadata?.annotations, `${AT}.annotations`),
    ...podAnnotationFaults(metadata?.annotations, spec, `${AT}.annotations`),
  ];
}

/** What Pods of a workload that runs for ever must and must not say of their end. */
export function endlessFaults({ spec }: PodTemplate, kind: string): FieldError[] {
  const { restartPolicy, activeDeadlineSeconds } = spec;
  const sentence = `activeDeadlineSeconds in ${kind} is not Supported`;
  return [
    ...(restartPolicy === 'Always' ? [] : [notSupported(`${AT}.spec.restartPolicy`, restartPolicy, ['Always'])]),
    ...(activeDeadlineSeconds === undefined ? [] : [forbidden(`${AT}.spec.activeDeadlineSeconds`, sentence)]),
  ];
}

/** A selector that takes the template's Pods, and the template, as ReplicaSets and Deployments are checked. Models ValidatePodTemplateSpecForReplicaSet (v1.36). */
export function selectedTemplateFaults(
  spec: { readonly selector: LabelSelector; readonly template: PodTemplate },
  kind: string,
): FieldError[] {
  const empty = spec.selector !== undefined && isEmptySelector(spec.selector);
  return [
    ...(empty ? [] : mismatchFaults(spec)),
    ...templateFaults(spec.template),
    ...endlessFaults(spec.template, kind),
  ];
}

type Workload = ApiObject & { readonly spec: { readonly template: PodTemplate } };

/** Warnings of a template; a write that changes nothing of the spec is not told again. Models GetWarningsForPodTemplate (v1.36). */
export function templateWarnings(workload: Workload, before: Workload | undefined): readonly string[] {
  return before && same(workload.spec, before.spec) ? [] : podWarnings(workload.spec.template, `${AT}.`);
}

/** The same for workloads whose Pods have the workload's own name in theirs. */
export function namedTemplateWarnings(workload: Workload, before: Workload | undefined): readonly string[] {
  const named = before ? [] : hostNameWarnings(workload, 'Pod names and hostnames');
  return [...named, ...templateWarnings(workload, before)];
}
