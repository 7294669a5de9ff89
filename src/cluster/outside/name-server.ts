import type { DnsAnswer, DnsQuery } from '../network/index.ts';
import { claimant, type Surroundings } from './surroundings.ts';

/** Seconds for which an answer may be kept. */
const TTL = 300;

/** The answer of DNS outside the cluster: it knows the names of ExternalHosts and nothing else. */
export function outsideAnswer(query: DnsQuery, { byName, servers }: Surroundings): DnsAnswer {
  const name = query.name.toLowerCase().replace(/\.$/, '');
  const server = servers.get(claimant(byName, name) ?? '');
  const base = { kind: 'dns-answer', id: query.id, name: query.name, type: query.type } as const;
  const rest = { authoritative: false, authority: [], additional: [] } as const;
  if (!server) return { ...base, rcode: 'NXDOMAIN', answer: [], ...rest };
  const family = (ip: string): string => (ip.includes(':') ? 'AAAA' : 'A');
  const answer = server.addresses
    .filter((ip) => family(ip) === query.type)
    .map((ip) => ({ name: query.name, type: query.type, ttl: TTL, data: ip }));
  return { ...base, rcode: 'NOERROR', answer, ...rest };
}
