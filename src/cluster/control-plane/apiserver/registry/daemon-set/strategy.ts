import type { DaemonSet } from '../../../../../api/index.ts';
import { same } from '../../equality.ts';
import { type FieldError, invalid, notSupported, required } from '../../field-errors.ts';
import { dnsSubdomainFaults } from '../../formats.ts';
import { movedSelectorFaults } from '../deployment/strategy.ts';
import type { Strategy } from '../strategy.ts';
import { amountFaults, amountOf, negativeFaults, overAllFaults } from '../workload/amount.ts';
import { isEmptySelector, isUsableSelector, labelSelectorFaults } from '../workload/selector.ts';
import {
  endlessFaults,
  mismatchFaults,
  templateDefaults,
  templateFaults,
  templateWarnings,
} from '../workload/template.ts';

type Spec = DaemonSet['spec'];
type RollingUpdate = NonNullable<NonNullable<Spec['updateStrategy']>['rollingUpdate']>;

/** How often the template has changed, told where older API versions kept it in the spec. */
const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';

function strategyDefaults(given: Spec['updateStrategy']): NonNullable<Spec['updateStrategy']> {
  const type = given?.type || 'RollingUpdate';
  if (type !== 'RollingUpdate') return { ...given, type };
  return { type, rollingUpdate: { maxUnavailable: 1, maxSurge: 0, ...given?.rollingUpdate } };
}

function rollingUpdateFaults({ maxSurge, maxUnavailable }: RollingUpdate, at: string): FieldError[] {
  const [unavailable, surge] = [`${at}.maxUnavailable`, `${at}.maxSurge`];
  const [down, more] = [amountOf(maxUnavailable), amountOf(maxSurge)];
  return [
    ...amountFaults(maxUnavailable, unavailable),
    ...amountFaults(maxSurge, surge),
    ...overAllFaults(maxUnavailable, unavailable),
    ...overAllFaults(maxSurge, surge),
    ...(down !== 0 && more !== 0 ? [invalid(surge, maxSurge, 'may not be set when maxUnavailable is non-zero')] : []),
    ...(down === 0 && more === 0 ? [required(unavailable, 'cannot be 0 when maxSurge is 0')] : []),
  ];
}

function strategyFaults({ updateStrategy }: Spec): FieldError[] {
  const at = 'spec.updateStrategy';
  const { type = '', rollingUpdate } = updateStrategy ?? {};
  if (type === 'OnDelete') return [];
  if (type === 'RollingUpdate') return rollingUpdateFaults(rollingUpdate ?? {}, `${at}.rollingUpdate`);
  const { maxUnavailable = 0, maxSurge = 0 } = rollingUpdate ?? {};
  const quoted = rollingUpdate ? { MaxUnavailable: maxUnavailable, MaxSurge: maxSurge } : null;
  return [notSupported(at, { Type: type, RollingUpdate: quoted }, ['RollingUpdate', 'OnDelete'])];
}

function specFaults(spec: Spec): FieldError[] {
  const at = 'spec.selector';
  const { selector } = spec;
  const empty = selector !== undefined && isEmptySelector(selector);
  const comparable = selector === undefined || isUsableSelector(selector);
  return [
    ...labelSelectorFaults(selector, at),
    ...(comparable && !empty ? mismatchFaults(spec) : []),
    ...(empty ? [invalid(at, selector, 'empty selector is invalid for daemonset')] : []),
    ...templateFaults(spec.template),
    ...endlessFaults(spec.template, 'DaemonSet'),
    ...negativeFaults(spec.minReadySeconds, 'spec.minReadySeconds'),
    ...strategyFaults(spec),
    ...negativeFaults(spec.revisionHistoryLimit, 'spec.revisionHistoryLimit'),
  ];
}

function templateGeneration(daemonSet: DaemonSet, before: DaemonSet | undefined): string {
  const was = Number(before?.metadata.annotations?.[TEMPLATE_GENERATION] ?? 0);
  return String(before && same(before.spec.template, daemonSet.spec.template) ? was : was + 1);
}

/** DaemonSets. Models pkg/registry/apps/daemonset and ValidateDaemonSet (v1.36). */
export const daemonSetStrategy: Strategy<DaemonSet> = {
  kind: 'DaemonSet',
  apiVersion: 'apps/v1',
  resource: 'daemonsets.apps',
  namespaced: true,
  nameFaults: dnsSubdomainFaults,
  metadataOnUpdate: ['whole', 'changes'],
  defaults(daemonSet) {
    const { spec } = daemonSet;
    daemonSet.spec = {
      revisionHistoryLimit: 10,
      ...spec,
      template: templateDefaults(spec?.template),
      updateStrategy: strategyDefaults(spec?.updateStrategy),
    };
  },
  prepare(daemonSet, before) {
    const unscheduled = { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 };
    daemonSet.status = before?.status ?? unscheduled;
    const annotations = {
      ...daemonSet.metadata.annotations,
      [TEMPLATE_GENERATION]: templateGeneration(daemonSet, before),
    };
    daemonSet.metadata = { ...daemonSet.metadata, annotations };
  },
  // A changed DaemonSet is looked at twice: as one, and as a change.
  validate: ({ spec }, before) => [
    ...specFaults(spec),
    ...(before ? specFaults(spec) : []),
    ...movedSelectorFaults(spec, before?.spec),
  ],
  warnings: (daemonSet, before) =>
    before && same(before.spec.template, daemonSet.spec.template) ? [] : templateWarnings(daemonSet, before),
};
