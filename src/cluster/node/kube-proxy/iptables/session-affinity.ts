import type { Match, Rule } from '../../netfilter/index.ts';
import type { EndpointInfo } from '../endpoints.ts';
import type { ServicePortInfo } from '../service-port.ts';
import { endpointChainName } from './names.ts';
import { comment, jump, origin, rule } from './rules.ts';

/** The list of clients that an endpoint keeps, named like its chain. */
const list = ({ clusterIP }: ServicePortInfo, name: string) =>
  ({ m: 'recent', name, ...(clusterIP.includes(':') && { ipv6: true as const }) }) as const;

/** A client that an endpoint has noted within the time goes there again, before any dice are thrown. */
export function affinityRules(port: ServicePortInfo, endpoints: readonly EndpointInfo[], comments: boolean): Rule[] {
  if (port.affinitySeconds === 0) return [];
  return endpoints.map((endpoint) => {
    const name = endpointChainName(port, endpoint);
    const recent: Match = { ...list(port, name), action: { a: 'rcheck', seconds: port.affinitySeconds, reap: true } };
    const label = comments ? [comment(`${port.name} -> ${endpoint.address}`)] : [];
    return rule([...label, recent], jump(name), origin(port, 'spec.sessionAffinity'));
  });
}

const NO_NOTE: readonly Match[] = [];

/** The note that an endpoint takes of a client that it gets. */
export function affinityNote(port: ServicePortInfo, endpoint: EndpointInfo): readonly Match[] {
  if (port.affinitySeconds === 0) return NO_NOTE;
  return [{ ...list(port, endpointChainName(port, endpoint)), action: { a: 'set' } }];
}
