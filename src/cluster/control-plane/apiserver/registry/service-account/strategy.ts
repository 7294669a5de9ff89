import type { ServiceAccount } from '../../../../../api/index.ts';
import { dnsSubdomainFaults } from '../../formats.ts';
import type { Strategy } from '../strategy.ts';

/** ServiceAccounts: whom a Pod's containers act as. Models pkg/registry/core/serviceaccount (v1.36). */
export const serviceAccountStrategy: Strategy<ServiceAccount> = {
  kind: 'ServiceAccount',
  apiVersion: 'v1',
  resource: 'serviceaccounts',
  namespaced: true,
  nameFaults: dnsSubdomainFaults,
  metadataOnUpdate: ['changes', 'whole'],
  defaults: () => undefined,
  prepare(account) {
    // Of a Secret that an account may use only the name is kept.
    if (account.secrets) account.secrets = account.secrets.map(({ name }) => (name === undefined ? {} : { name }));
  },
  validate: () => [],
};
