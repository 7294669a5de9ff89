import type { StatefulSet } from '../../../../../api/index.ts';
import { same } from '../../equality.ts';
import { type FieldError, forbidden, invalid, notSupported, required } from '../../field-errors.ts';
import { dnsLabelFaults } from '../../formats.ts';
import { amountFaults, amountOf, negativeFaults, overAllFaults } from '../workload/amount.ts';
import { isEmptySelector, isUsableSelector, labelSelectorFaults } from '../workload/selector.ts';
import { endlessFaults, mismatchFaults, templateMetadataFaults } from '../workload/template.ts';

type Spec = StatefulSet['spec'];
type RollingUpdate = NonNullable<NonNullable<Spec['updateStrategy']>['rollingUpdate']>;

/** What may change once the StatefulSet is there. */
const MUTABLE = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
] as const;

function rollingUpdateFaults({ partition, maxUnavailable }: RollingUpdate, at: string): FieldError[] {
  const unavailable = `${at}.maxUnavailable`;
  const none = maxUnavailable !== undefined && amountOf(maxUnavailable) === 0;
  return [
    ...negativeFaults(partition, `${at}.partition`),
    ...amountFaults(maxUnavailable, unavailable),
    ...(none ? [invalid(unavailable, maxUnavailable, 'cannot be 0')] : []),
    ...overAllFaults(maxUnavailable, unavailable),
  ];
}

/** A part of the spec as Go holds it, the way error messages quote it. */
function quoted(rollingUpdate: RollingUpdate | undefined): unknown {
  const { partition = 0, maxUnavailable = null } = rollingUpdate ?? {};
  return rollingUpdate ? { Partition: partition, MaxUnavailable: maxUnavailable } : null;
}

function strategyFaults({ updateStrategy }: Spec): FieldError[] {
  const at = 'spec.updateStrategy';
  const { type = '', rollingUpdate } = updateStrategy ?? {};
  if (type === 'RollingUpdate') return rollingUpdateFaults(rollingUpdate ?? {}, `${at}.rollingUpdate`);
  if (type === 'OnDelete') {
    const sentence = "only allowed for updateStrategy 'RollingUpdate'";
    return rollingUpdate ? [invalid(`${at}.rollingUpdate`, quoted(rollingUpdate), sentence)] : [];
  }
  const value = { Type: type, RollingUpdate: quoted(rollingUpdate) };
  return [invalid(at, value, "must be 'RollingUpdate' or 'OnDelete'")];
}

function policyFaults({ podManagementPolicy: policy, persistentVolumeClaimRetentionPolicy: kept }: Spec): {
  readonly pods: FieldError[];
  readonly claims: FieldError[];
} {
  const known = policy === 'OrderedReady' || policy === 'Parallel';
  const retention = (['whenDeleted', 'whenScaled'] as const).flatMap((when) => {
    const value = kept?.[when];
    const at = `spec.persistentVolumeClaimRetentionPolicy.${when}`;
    return value === 'Retain' || value === 'Delete' ? [] : [notSupported(at, value, ['Retain', 'Delete'])];
  });
  return {
    pods: known ? [] : [invalid('spec.podManagementPolicy', policy, "must be 'OrderedReady' or 'Parallel'")],
    claims: retention,
  };
}

function selectorFaults(spec: Spec): FieldError[] {
  const at = 'spec.selector';
  const { selector } = spec;
  if (!selector) return [required(at), ...mismatchFaults(spec), ...templateMetadataFaults(spec.template)];
  const empty = isEmptySelector(selector);
  const usable = isUsableSelector(selector);
  return [
    ...labelSelectorFaults(selector, at),
    ...(empty ? [invalid(at, selector, 'empty selector is invalid for statefulset')] : []),
    ...(usable
      ? [...(empty ? [] : mismatchFaults(spec)), ...templateMetadataFaults(spec.template)]
      : [invalid(at, selector, '')]),
  ];
}

function updateFaults(spec: Spec, before: Spec | undefined): FieldError[] {
  if (!before) return [];
  const fixed = (one: Spec): unknown =>
    Object.fromEntries(Object.entries(one).filter(([field]) => !(MUTABLE as readonly string[]).includes(field)));
  if (same(fixed(spec), fixed(before))) return [];
  const names = MUTABLE.map((field) => `'${field}'`);
  const list = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return [forbidden('spec', `updates to statefulset spec for fields other than ${list} are forbidden`)];
}

/** All faults of a StatefulSet, in the API server's order. Models pkg/apis/apps/validation ValidateStatefulSet (v1.36). */
export function statefulSetFaults({ spec }: StatefulSet, before: StatefulSet | undefined): FieldError[] {
  const { pods, claims } = policyFaults(spec);
  const { serviceName = '' } = spec;
  const service = before || serviceName === '' ? [] : dnsLabelFaults(serviceName);
  return [
    ...pods,
    ...strategyFaults(spec),
    ...claims,
    ...negativeFaults(spec.replicas, 'spec.replicas'),
    ...negativeFaults(spec.minReadySeconds, 'spec.minReadySeconds'),
    ...negativeFaults(spec.ordinals?.start, 'spec.ordinals.start'),
    ...service.map((fault) => invalid('spec.serviceName', serviceName, fault)),
    ...selectorFaults(spec),
    ...endlessFaults(spec.template, 'StatefulSet'),
    ...updateFaults(spec, before?.spec),
  ];
}
