import type { Namespace } from '../../../../../api/index.ts';
import { dnsLabelFaults } from '../../formats.ts';
import { finalizerNameFaults } from '../object-meta.ts';
import type { Strategy } from '../strategy.ts';

/** A new Namespace always waits for its content. */
const withOwn = (finalizers: readonly string[]): readonly string[] =>
  finalizers.includes('kubernetes') ? finalizers : [...finalizers, 'kubernetes'];

/** Namespaces: labelled with their own name, kept until their content is gone. */
export const namespaceStrategy: Strategy<Namespace> = {
  kind: 'Namespace',
  apiVersion: 'v1',
  resource: 'namespaces',
  namespaced: false,
  nameFaults: dnsLabelFaults,
  metadataOnUpdate: ['whole', 'changes'],
  defaults(namespace) {
    const labels = { ...namespace.metadata.labels, 'kubernetes.io/metadata.name': namespace.metadata.name };
    namespace.metadata = { ...namespace.metadata, labels };
  },
  prepare(namespace, before) {
    namespace.spec = before?.spec ?? { finalizers: withOwn(namespace.spec?.finalizers ?? []) };
    namespace.status = before?.status ?? { phase: 'Active' };
  },
  validate: ({ spec }) => finalizerNameFaults(spec?.finalizers ?? []),
};
