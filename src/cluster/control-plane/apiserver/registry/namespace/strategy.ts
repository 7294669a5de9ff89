import type { Namespace } from '../../../../../api/index.ts';
import { dnsLabelFaults } from '../../formats.ts';
import type { Strategy } from '../strategy.ts';

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
    namespace.spec = before?.spec ?? { finalizers: ['kubernetes'] };
    namespace.status = before?.status ?? { phase: 'Active' };
  },
  validate: () => [],
};
