import type { ApiObject, StatefulSet } from '../../../../../api/index.ts';
import { dnsLabelFaults } from '../../formats.ts';
import type { Strategy } from '../strategy.ts';
import { templateDefaults, templateWarnings } from '../workload/template.ts';
import { statefulSetFaults } from './validation.ts';

type Spec = StatefulSet['spec'];

function strategyDefaults(given: Spec['updateStrategy']): NonNullable<Spec['updateStrategy']> {
  const type = given?.type || 'RollingUpdate';
  if (type !== 'RollingUpdate') return { ...given, type };
  return { type, rollingUpdate: { partition: 0, ...given?.rollingUpdate } };
}

/** A claim as it is kept in its StatefulSet: nobody has bound it yet. */
function claimDefaults(claim: ApiObject & { readonly spec?: object }): ApiObject {
  const spec = { volumeMode: 'Filesystem', ...claim.spec };
  const metadata = { ...claim.metadata };
  const status = { phase: 'Pending' };
  return { ...claim, apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec, status } as ApiObject;
}

function statefulSetWarnings(statefulSet: StatefulSet, before: StatefulSet | undefined): readonly string[] {
  const unlimited = (statefulSet.spec.revisionHistoryLimit ?? 0) < 0;
  const sentence = 'a negative value retains all historical revisions; a value >= 0 is recommended';
  return [...templateWarnings(statefulSet, before), ...(unlimited ? [`spec.revisionHistoryLimit: ${sentence}`] : [])];
}

/** StatefulSets. Models pkg/registry/apps/statefulset (v1.36). */
export const statefulSetStrategy: Strategy<StatefulSet> = {
  kind: 'StatefulSet',
  apiVersion: 'apps/v1',
  resource: 'statefulsets.apps',
  namespaced: true,
  nameFaults: dnsLabelFaults,
  defaults(statefulSet) {
    const { spec } = statefulSet;
    const { volumeClaimTemplates: claims, persistentVolumeClaimRetentionPolicy: kept } = spec ?? {};
    statefulSet.spec = {
      replicas: 1,
      serviceName: '',
      revisionHistoryLimit: 10,
      ...spec,
      podManagementPolicy: spec?.podManagementPolicy || 'OrderedReady',
      persistentVolumeClaimRetentionPolicy: {
        whenDeleted: kept?.whenDeleted || 'Retain',
        whenScaled: kept?.whenScaled || 'Retain',
      },
      ...(claims && { volumeClaimTemplates: claims.map(claimDefaults) }),
      template: templateDefaults(spec?.template),
      updateStrategy: strategyDefaults(spec?.updateStrategy),
    };
  },
  prepare(statefulSet, before) {
    statefulSet.status = before?.status ?? { replicas: 0, availableReplicas: 0 };
  },
  validate: statefulSetFaults,
  warnings: statefulSetWarnings,
};
