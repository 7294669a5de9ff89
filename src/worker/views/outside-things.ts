import { type Cloud, type ExternalHost, type Firewall, type FirewallRule, keyOf } from '../../api/index.ts';
import type { Reader } from '../../cluster/control-plane/apiserver/index.ts';
import type { ExternalThing, FirewallThing } from '../protocol.ts';

/** From everywhere: not worth saying. */
const ANYWHERE = '0.0.0.0/0';

/** What a rule lets in, as people say it: `TCP 80, 30000-32767`, `ICMP from 203.0.113.0/24`. */
function ruleWords({ protocol, ports = [], from = ANYWHERE }: FirewallRule): string {
  const what = protocol ?? 'everything';
  return `${what}${ports.length > 0 ? ` ${ports.join(', ')}` : ''}${from === ANYWHERE ? '' : ` from ${from}`}`;
}

/** The nodes' firewalls. */
export function firewallThings(read: Reader): readonly FirewallThing[] {
  return read.list<Firewall>('Firewall').map((firewall) => ({
    kind: 'firewall',
    id: keyOf(firewall),
    name: firewall.metadata.name,
    allows: (firewall.spec.allow ?? []).map(ruleWords),
  }));
}

/** The servers outside. */
export function externalThings(read: Reader): readonly ExternalThing[] {
  return read.list<ExternalHost>('ExternalHost').map(({ spec, metadata, ...host }) => ({
    kind: 'external',
    id: keyOf({ ...host, metadata }),
    name: metadata.name,
    addresses: spec.addresses,
    names: spec.names ?? [],
    ports: (spec.ports ?? []).map(({ port, protocol }) => ({ port, protocol: protocol ?? 'TCP' })),
  }));
}

/** What the provider does to the source of packets; undefined where there is no provider. */
export function cloudOf(read: Reader): { readonly source: 'kept' | 'replaced' } | undefined {
  const [cloud] = read.list<Cloud>('Cloud');
  return cloud && { source: cloud.spec.source === 'Replaced' ? 'replaced' : 'kept' };
}
