import type { ReplicaSet } from '../../../../../api/index.ts';
import type { FieldError } from '../../field-errors.ts';
import { dnsSubdomainFaults } from '../../formats.ts';
import { movedSelectorFaults, selectorFaults } from '../deployment/strategy.ts';
import type { Strategy } from '../strategy.ts';
import { negativeFaults } from '../workload/amount.ts';
import { namedTemplateWarnings, templateDefaults } from '../workload/template.ts';

function specFaults(spec: ReplicaSet['spec']): FieldError[] {
  return [
    ...negativeFaults(spec.replicas, 'spec.replicas'),
    ...negativeFaults(spec.minReadySeconds, 'spec.minReadySeconds'),
    ...selectorFaults(spec),
  ];
}

/** ReplicaSets. Models pkg/registry/apps/replicaset and ValidateReplicaSet (v1.36). */
export const replicaSetStrategy: Strategy<ReplicaSet> = {
  kind: 'ReplicaSet',
  apiVersion: 'apps/v1',
  resource: 'replicasets.apps',
  namespaced: true,
  nameFaults: dnsSubdomainFaults,
  metadataOnUpdate: ['whole', 'changes'],
  defaults(replicaSet) {
    const { spec } = replicaSet;
    replicaSet.spec = { replicas: 1, ...spec, template: templateDefaults(spec?.template) };
  },
  prepare(replicaSet, before) {
    replicaSet.status = before?.status ?? { replicas: 0 };
  },
  // A changed ReplicaSet is looked at twice: as one, and as a change.
  validate: ({ spec }, before) => [
    ...specFaults(spec),
    ...(before ? specFaults(spec) : []),
    ...movedSelectorFaults(spec, before?.spec),
  ],
  warnings: namedTemplateWarnings,
};
