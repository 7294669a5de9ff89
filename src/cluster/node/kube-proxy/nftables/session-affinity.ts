import { PersistentMap } from '../../../../sim/index.ts';
import type { NftRule, NftSet } from '../../netfilter/index.ts';
import type { EndpointInfo } from '../endpoints.ts';
import type { ServicePortInfo } from '../service-port.ts';
import { affinitySetName, endpointChainName } from './names.ts';
import { goto, nftRule, origin } from './rules.ts';

/** How many elements nft gives room in a set that rules fill when nobody says otherwise. */
const DYNAMIC_SET_SIZE = 65_535;

/** `affinity-…`: remembers for the Service's time-out which clients an endpoint has got. */
export function affinitySet(port: ServicePortInfo, endpoint: EndpointInfo): NftSet {
  return {
    name: affinitySetName(port, endpoint),
    kind: 'set',
    key: ['saddr'],
    dynamic: { size: DYNAMIC_SET_SIZE, timeout: port.affinitySeconds },
    elements: PersistentMap.empty(),
  };
}

/** A client that an endpoint remembers goes there again, before any dice are thrown. */
export function affinityRules(port: ServicePortInfo, endpoints: readonly EndpointInfo[]): NftRule[] {
  if (port.affinitySeconds === 0) return [];
  return endpoints.map((endpoint) =>
    nftRule(
      [{ x: 'in-set', key: ['saddr'], set: affinitySetName(port, endpoint) }, goto(endpointChainName(port, endpoint))],
      origin(port, 'spec.sessionAffinity'),
    ),
  );
}

/** The note that an endpoint takes of a client that it gets. */
export function affinityNote(port: ServicePortInfo, endpoint: EndpointInfo): NftRule {
  return nftRule(
    [{ x: 'update', set: affinitySetName(port, endpoint), field: 'saddr' }],
    origin(port, 'spec.sessionAffinity'),
  );
}
