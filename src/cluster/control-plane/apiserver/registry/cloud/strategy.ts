import { type Cloud, PORTOLAN_API_VERSION } from '../../../../../api/index.ts';
import { type FieldError, invalid, notSupported } from '../../field-errors.ts';
import { dnsSubdomainFaults } from '../../formats.ts';
import { CIDR_SENTENCE, isCIDR } from '../../ip-address.ts';
import type { Strategy } from '../strategy.ts';

const WISHES = ['Honoured', 'Ignored'];
const SOURCES = ['Kept', 'Replaced'];

function poolFaults(pool: string): FieldError[] {
  const at = 'spec.addressPool';
  if (!isCIDR(pool)) return [invalid(at, pool, CIDR_SENTENCE)];
  return pool.includes(':') ? [invalid(at, pool, 'must be a range of IPv4 addresses')] : [];
}

/** The provider under the cluster, checked in the style of the API server. */
export const cloudStrategy: Strategy<Cloud> = {
  kind: 'Cloud',
  apiVersion: PORTOLAN_API_VERSION,
  resource: 'clouds.portolan.dev',
  namespaced: false,
  nameFaults: dnsSubdomainFaults,
  defaults(cloud) {
    cloud.spec = { addressPool: '198.51.100.128/25', loadBalancerIP: 'Honoured', source: 'Kept', ...cloud.spec };
  },
  validate({ spec: { addressPool = '', loadBalancerIP = 'Honoured', source = 'Kept' } }) {
    return [
      ...poolFaults(addressPool),
      ...(WISHES.includes(loadBalancerIP) ? [] : [notSupported('spec.loadBalancerIP', loadBalancerIP, WISHES)]),
      ...(SOURCES.includes(source) ? [] : [notSupported('spec.source', source, SOURCES)]),
    ];
  },
};
