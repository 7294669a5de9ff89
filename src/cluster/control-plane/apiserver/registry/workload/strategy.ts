import type { Deployment, ReplicaSet } from '../../../../../api/index.ts';
import { labelSelectorMatches } from '../../../../../api/index.ts';
import { same } from '../../equality.ts';
import { type FieldError, forbidden, invalid, notSupported, required } from '../../field-errors.ts';
import { dnsSubdomainFaults, NOT_NEGATIVE } from '../../formats.ts';
import { labelFaults } from '../object-meta.ts';
import { podSpecDefaults } from '../pod/defaults.ts';
import { podSpecFaults } from '../pod/validation.ts';
import { podSpecWarnings } from '../pod/warnings.ts';
import type { Strategy } from '../strategy.ts';

type Workload = Deployment | ReplicaSet;
type RollingUpdate = NonNullable<Deployment['spec']['strategy']>['rollingUpdate'];

const IMMUTABLE = 'field is immutable';

function isEmpty(workload: Workload): boolean {
  const { matchLabels, matchExpressions } = workload.spec.selector ?? {};
  return Object.keys(matchLabels ?? {}).length === 0 && (matchExpressions ?? []).length === 0;
}

function selectorFaults(workload: Workload): FieldError[] {
  if (!workload.spec.selector) return [required('spec.selector')];
  const sentence = 'empty selector is invalid for deployment';
  return isEmpty(workload) ? [invalid('spec.selector', workload.spec.selector, sentence)] : [];
}

function templateFaults(workload: Workload): FieldError[] {
  const { selector, template } = workload.spec;
  const errors: FieldError[] = [];
  const labels = template.metadata?.labels ?? {};
  if (!selector || isEmpty(workload) || !labelSelectorMatches(selector, labels)) {
    errors.push(invalid('spec.template.metadata.labels', labels, '`selector` does not match template `labels`'));
  }
  errors.push(...labelFaults(template.metadata?.labels, 'spec.template.labels'));
  errors.push(...podSpecFaults(template.spec, 'spec.template.spec'));
  if (template.spec.restartPolicy !== 'Always' && ['OnFailure', 'Never'].includes(template.spec.restartPolicy ?? '')) {
    errors.push(notSupported('spec.template.spec.restartPolicy', template.spec.restartPolicy, ['Always']));
  }
  return errors;
}

function workloadFaults(workload: Workload, before: Workload | undefined): FieldError[] {
  const errors: FieldError[] = [];
  const replicas = workload.spec.replicas ?? 0;
  if (replicas < 0) errors.push(invalid('spec.replicas', replicas, NOT_NEGATIVE));
  errors.push(...selectorFaults(workload), ...templateFaults(workload));
  if (before && !same(before.spec.selector, workload.spec.selector)) {
    errors.push(invalid('spec.selector', workload.spec.selector, IMMUTABLE));
  }
  return errors;
}

const templateOf = (workload: Workload): Workload['spec']['template'] => ({
  ...workload.spec.template,
  metadata: workload.spec.template?.metadata ?? {},
  spec: podSpecDefaults(workload.spec.template?.spec ?? { containers: [] }),
});

function strategyDefaults(deployment: Deployment): Deployment['spec']['strategy'] {
  const given = deployment.spec.strategy;
  if (given?.type === 'Recreate') return given;
  return {
    type: 'RollingUpdate',
    ...given,
    rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%', ...given?.rollingUpdate },
  };
}

const isZero = (value: number | string | undefined): boolean => value === 0 || value === '0%';

function amountFaults(value: number | string | undefined, at: string): FieldError[] {
  if (typeof value === 'number') return value < 0 ? [invalid(at, value, NOT_NEGATIVE)] : [];
  const sentence =
    "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";
  return value === undefined || /^[0-9]+%$/.test(value) ? [] : [invalid(at, value, sentence)];
}

function rollingUpdateFaults({ maxSurge, maxUnavailable }: NonNullable<RollingUpdate>): FieldError[] {
  const at = 'spec.strategy.rollingUpdate';
  const unavailable = `${at}.maxUnavailable`;
  const errors = [...amountFaults(maxUnavailable, unavailable), ...amountFaults(maxSurge, `${at}.maxSurge`)];
  if (isZero(maxSurge) && isZero(maxUnavailable))
    errors.push(invalid(unavailable, maxUnavailable, 'may not be 0 when `maxSurge` is 0'));
  if (/^[0-9]+%$/.test(String(maxUnavailable)) && Number.parseInt(String(maxUnavailable), 10) > 100) {
    errors.push(invalid(unavailable, maxUnavailable, 'must not be greater than 100%'));
  }
  return errors;
}

function strategyFaults({ spec: { strategy } }: Deployment): FieldError[] {
  const types = ['Recreate', 'RollingUpdate'];
  if (!types.includes(strategy?.type ?? '')) return [notSupported('spec.strategy.type', strategy?.type, types)];
  if (!strategy?.rollingUpdate) return [];
  if (strategy.type === 'RollingUpdate') return rollingUpdateFaults(strategy.rollingUpdate);
  return [forbidden('spec.strategy.rollingUpdate', "may not be specified when strategy `type` is 'Recreate'")];
}

function deploymentFaults(deployment: Deployment): FieldError[] {
  const { minReadySeconds = 0, progressDeadlineSeconds = 0 } = deployment.spec;
  const errors = strategyFaults(deployment);
  for (const field of ['minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds'] as const) {
    const value = deployment.spec[field] ?? 0;
    if (value < 0) errors.push(invalid(`spec.${field}`, value, NOT_NEGATIVE));
  }
  if (progressDeadlineSeconds > minReadySeconds) return errors;
  return [
    ...errors,
    invalid('spec.progressDeadlineSeconds', progressDeadlineSeconds, 'must be greater than minReadySeconds'),
  ];
}

/** Deployments. Models pkg/registry/apps/deployment (v1.36). */
export const deploymentStrategy: Strategy<Deployment> = {
  kind: 'Deployment',
  apiVersion: 'apps/v1',
  resource: 'deployments.apps',
  namespaced: true,
  nameFaults: dnsSubdomainFaults,
  defaults(deployment) {
    const strategy = strategyDefaults(deployment);
    const filled = { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600, ...deployment.spec };
    deployment.spec = { ...filled, template: templateOf(deployment), ...(strategy && { strategy }) };
  },
  prepare(deployment, before) {
    deployment.status = before?.status ?? {};
  },
  validate: (deployment, before) => [...workloadFaults(deployment, before), ...deploymentFaults(deployment)],
  warnings: ({ spec }) => podSpecWarnings(spec.template.spec, 'spec.template.spec'),
};

/** ReplicaSets. Models pkg/registry/apps/replicaset (v1.36). */
export const replicaSetStrategy: Strategy<ReplicaSet> = {
  kind: 'ReplicaSet',
  apiVersion: 'apps/v1',
  resource: 'replicasets.apps',
  namespaced: true,
  nameFaults: dnsSubdomainFaults,
  defaults(replicaSet) {
    replicaSet.spec = { replicas: 1, ...replicaSet.spec, template: templateOf(replicaSet) };
  },
  prepare(replicaSet, before) {
    replicaSet.status = before?.status ?? { replicas: 0 };
  },
  validate: (replicaSet, before) => workloadFaults(replicaSet, before),
  warnings: ({ spec }) => podSpecWarnings(spec.template.spec, 'spec.template.spec'),
};
