import type { Deployment } from '../../../../../api/index.ts';
import { same } from '../../equality.ts';
import { type FieldError, forbidden, invalid, NIL_POINTER, notSupported, required } from '../../field-errors.ts';
import { dnsSubdomainFaults } from '../../formats.ts';
import type { Strategy } from '../strategy.ts';
import { amountFaults, amountOf, negativeFaults, overAllFaults } from '../workload/amount.ts';
import { isEmptySelector, isUsableSelector, labelSelectorFaults } from '../workload/selector.ts';
import { namedTemplateWarnings, selectedTemplateFaults, templateDefaults } from '../workload/template.ts';

type Spec = Deployment['spec'];
type RollingUpdate = NonNullable<NonNullable<Spec['strategy']>['rollingUpdate']>;

const TYPES = ['Recreate', 'RollingUpdate'];

function strategyDefaults(given: Spec['strategy']): NonNullable<Spec['strategy']> {
  const type = given?.type || 'RollingUpdate';
  if (type !== 'RollingUpdate') return { ...given, type };
  return { type, rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%', ...given?.rollingUpdate } };
}

function rollingUpdateFaults({ maxSurge, maxUnavailable }: RollingUpdate, at: string): FieldError[] {
  const unavailable = `${at}.maxUnavailable`;
  const none = amountOf(maxSurge) === 0 && amountOf(maxUnavailable) === 0;
  return [
    ...amountFaults(maxUnavailable, unavailable),
    ...amountFaults(maxSurge, `${at}.maxSurge`),
    ...(none ? [invalid(unavailable, maxUnavailable, 'may not be 0 when `maxSurge` is 0')] : []),
    ...overAllFaults(maxUnavailable, unavailable),
  ];
}

function strategyFaults({ strategy }: Spec): FieldError[] {
  const at = 'spec.strategy';
  const { type = '', rollingUpdate } = strategy ?? {};
  if (type === 'RollingUpdate') return rollingUpdateFaults(rollingUpdate ?? {}, `${at}.rollingUpdate`);
  if (type === 'Recreate') {
    const sentence = "may not be specified when strategy `type` is 'Recreate'";
    return rollingUpdate ? [forbidden(`${at}.rollingUpdate`, sentence)] : [];
  }
  // The error quotes the Go struct, whose fields have capital letters.
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {};
  const quoted = rollingUpdate ? { MaxUnavailable: maxUnavailable, MaxSurge: maxSurge } : null;
  return [notSupported(at, { Type: type, RollingUpdate: quoted }, TYPES)];
}

/** Faults of a selector and its template as Deployments and ReplicaSets have them. */
export function selectorFaults(spec: Pick<Spec, 'selector' | 'template'>): FieldError[] {
  const at = 'spec.selector';
  const { selector } = spec;
  const unusable = selector && !isUsableSelector(selector);
  const own = selector
    ? [
        ...labelSelectorFaults(selector, at),
        // ReplicaSets say so too.
        ...(isEmptySelector(selector) ? [invalid(at, selector, 'empty selector is invalid for deployment')] : []),
      ]
    : [required(at)];
  return [
    ...own,
    ...(unusable ? [invalid(at, selector, 'invalid label selector')] : selectedTemplateFaults(spec, 'ReplicaSet')),
  ];
}

function progressFaults({ progressDeadlineSeconds, minReadySeconds = 0 }: Spec): FieldError[] {
  const at = 'spec.progressDeadlineSeconds';
  if (progressDeadlineSeconds === undefined) return [];
  const tooShort = progressDeadlineSeconds <= minReadySeconds;
  return [
    ...negativeFaults(progressDeadlineSeconds, at),
    ...(tooShort ? [invalid(at, progressDeadlineSeconds, 'must be greater than minReadySeconds')] : []),
  ];
}

/** A selector that is not the one of before. Models ValidateImmutableField for workloads of apps/v1. */
export function movedSelectorFaults(
  spec: Pick<Spec, 'selector'>,
  before: Pick<Spec, 'selector'> | undefined,
): FieldError[] {
  if (!before || same(before.selector, spec.selector)) return [];
  return [invalid('spec.selector', spec.selector ?? NIL_POINTER, 'field is immutable')];
}

/** Deployments. Models pkg/registry/apps/deployment and pkg/apis/apps/validation ValidateDeployment (v1.36). */
export const deploymentStrategy: Strategy<Deployment> = {
  kind: 'Deployment',
  apiVersion: 'apps/v1',
  resource: 'deployments.apps',
  namespaced: true,
  nameFaults: dnsSubdomainFaults,
  defaults(deployment) {
    const { spec } = deployment;
    deployment.spec = {
      replicas: 1,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      ...spec,
      template: templateDefaults(spec?.template),
      strategy: strategyDefaults(spec?.strategy),
    };
  },
  prepare(deployment, before) {
    deployment.status = before?.status ?? {};
  },
  validate: ({ spec }, before) => [
    ...negativeFaults(spec.replicas, 'spec.replicas'),
    ...selectorFaults(spec),
    ...strategyFaults(spec),
    ...negativeFaults(spec.minReadySeconds, 'spec.minReadySeconds'),
    ...negativeFaults(spec.revisionHistoryLimit, 'spec.revisionHistoryLimit'),
    ...progressFaults(spec),
    ...movedSelectorFaults(spec, before?.spec),
  ],
  warnings: namedTemplateWarnings,
};
