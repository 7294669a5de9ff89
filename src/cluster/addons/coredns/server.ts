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

/** Whoever CoreDNS forwards questions to that are not of its zone: the name server in its machine's resolv.conf. */
export type Upstream = (query: DnsQuery) => DnsAnswer;

/** What the alias at the end of an answer stands for, looked up in the zone or upstream, as the plugin does for its client. */
function followed(
  query: DnsQuery,
  records: readonly ResourceRecord[],
  zone: Zone,
  upstream: Upstream,
): readonly ResourceRecord[] {
  const last = records.at(-1);
  if (last?.type !== 'CNAME' || query.type === 'CNAME') return records;
  const target = { ...query, name: last.data };
  const found = isInZone(last.data.toLowerCase()) ? zoneRecords(target, zone) : upstream(target).answer;
  return [...records, ...found];
}

function zoneRecords({ name, type }: DnsQuery, zone: Zone): readonly ResourceRecord[] {
  const found = recordsOf(parseName(name.toLowerCase()), name, type, zone);
  return found.exists ? found.records : [];
}

/** CoreDNS' answer to a question: from the cluster's objects, or what its own name server says. */
export function answerTo(query: DnsQuery, zone: Zone, upstream: Upstream): DnsAnswer {
  const name = query.name.toLowerCase();
  if (!isInZone(name)) return upstream(query);
  const base = { kind: 'dns-answer', id: query.id, name: query.name, type: query.type, additional: [] } as const;
  const found = recordsOf(parseName(name), query.name, query.type, zone);
  if (!found.exists) return { ...base, rcode: 'NXDOMAIN', authoritative: true, answer: [], authority: [SOA] };
  const authority = found.records.length === 0 ? [SOA] : [];
  const answer = followed(query, found.records, zone, upstream);
  return { ...base, rcode: 'NOERROR', authoritative: true, answer, authority };
}
