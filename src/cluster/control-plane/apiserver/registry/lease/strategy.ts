import type { Lease } from '../../../../../api/index.ts';
import { dnsSubdomainFaults } from '../../formats.ts';
import type { Strategy } from '../strategy.ts';

/** Leases: written by kubelets only, so nothing of theirs is checked. */
export const leaseStrategy: Strategy<Lease> = {
  kind: 'Lease',
  apiVersion: 'coordination.k8s.io/v1',
  resource: 'leases.coordination.k8s.io',
  namespaced: true,
  nameFaults: dnsSubdomainFaults,
  defaults: () => undefined,
  validate: () => [],
};
