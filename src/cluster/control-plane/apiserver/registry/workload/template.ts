import type { LabelSelector, PodTemplate } from '../../../../../api/index.ts';
import { labelSelectorMatches } from '../../../../../api/index.ts';
import { type FieldError, forbidden, invalid, notSupported } from '../../field-errors.ts';
import { annotationFaults, labelFaults } from '../object-meta.ts';
import { podSpecDefaults } from '../pod/defaults.ts';
import { podSpecFaults } from '../pod/validation.ts';
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
  return [
    ...labelFaults(template.metadata?.labels, `${AT}.labels`),
    ...annotationFaults(template.metadata?.annotations, `${AT}.annotations`),
    ...podSpecFaults(template.spec, `${AT}.spec`),
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
