import { PORTOLAN_API_VERSION, type ServiceRegistry } from '../../../../../api/index.ts';
import { dnsSubdomainFaults } from '../../formats.ts';
import type { Strategy } from '../strategy.ts';

/** Registries beside Kubernetes: kept as they are written. */
export const serviceRegistryStrategy: Strategy<ServiceRegistry> = {
  kind: 'ServiceRegistry',
  apiVersion: PORTOLAN_API_VERSION,
  resource: 'serviceregistries.portolan.dev',
  namespaced: false,
  nameFaults: dnsSubdomainFaults,
  defaults: () => undefined,
  validate: () => [],
  warnings: () => ['ServiceRegistry is stored, but nothing acts on it yet'],
};
