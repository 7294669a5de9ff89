import type { DnsAnswer, DnsQuery, ResourceRecord } from '../../network/index.ts';
import { isInZone, parseName } from './kubernetes/parse.ts';
import { recordsOf } from './kubernetes/records.ts';
import { CLUSTER_DOMAIN, type Zone } from './zone.ts';

/** The record that goes with "there is none": who is in charge, and for how long that may be believed (RFC 2308). */
const SOA: ResourceRecord = {
  name: CLUSTER_DOMAIN,
  type: 'SOA',
  ttl: 30,
  data: `ns.dns.${CLUSTER_DOMAIN} hostmaster.${CLUSTER_DOMAIN} 1 7200 1800 86400 30`,
};

/** CoreDNS' answer to a question. Names outside the cluster have nobody to ask here: there is no internet behind the playground. */
export function answerTo(query: DnsQuery, zone: Zone): DnsAnswer {
  const name = query.name.toLowerCase();
  const base = { kind: 'dns-answer', id: query.id, name: query.name, type: query.type, additional: [] } as const;
  if (!isInZone(name)) return { ...base, rcode: 'NXDOMAIN', authoritative: false, answer: [], authority: [] };
  const found = recordsOf(parseName(name), query.name, query.type, zone);
  if (!found.exists) return { ...base, rcode: 'NXDOMAIN', authoritative: true, answer: [], authority: [SOA] };
  const authority = found.records.length === 0 ? [SOA] : [];
  return { ...base, rcode: 'NOERROR', authoritative: true, answer: found.records, authority };
}
