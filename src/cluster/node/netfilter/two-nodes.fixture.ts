import { type PersistentMap, randomFrom } from '../../../sim/index.ts';
import type { Machine, MachineConfig, Network, Packet, Route, Walk } from '../../network/index.ts';
import { INITIAL_TTL, LATENCY, walk } from '../../network/index.ts';
import type { Match, Rule, Target } from './iptables/rule.ts';
import { emptyRuleSet, type RuleSet } from './iptables/rule-set.ts';
import { Kernel } from './kernel.ts';
import { bootedKernel } from './kernel-state.ts';

const ORIGIN = { object: 'Service/default/web', field: 'spec.ports[0]' };

/** A rule for a test. */
export const rule = (target: Target, ...matches: readonly Match[]): Rule => ({ matches, target, origin: ORIGIN });

/** As the network plugin has it. */
const MASQUERADE = rule(
  { t: 'masquerade', randomFully: false },
  { m: 'source', cidr: '10.244.0.0/16' },
  { m: 'destination', cidr: '10.244.0.0/16', not: true },
);

/** A machine's rules with these chains put in, and the plugin's masquerading behind them. */
export function ruleSet(
  nat: Readonly<Record<string, readonly Rule[]>>,
  filter: Readonly<Record<string, readonly Rule[]>> = {},
): RuleSet {
  const empty = emptyRuleSet('ip');
  const put = (
    table: PersistentMap<{ name: string; rules: readonly Rule[] }>,
    chains: Readonly<Record<string, readonly Rule[]>>,
  ) => Object.entries(chains).reduce((all, [name, rules]) => all.set(name, { name, rules }), table);
  const POSTROUTING = [...(nat.POSTROUTING ?? []), MASQUERADE];
  return {
    family: 'ip',
    tables: { nat: put(empty.tables.nat, { ...nat, POSTROUTING }), filter: put(empty.tables.filter, filter) },
  };
}

/** Pods `10.244.N.x` hang on `node-N`; every other address is the other node's, so that a foreign one goes round in circles. */
function routeFrom(name: string, ip: string): Route {
  const own = name.slice(-1);
  if (ip === `192.168.50.1${own}` || ip === `10.244.${own}.1` || ip.startsWith('127.')) return { to: 'self' };
  if (ip.startsWith(`10.244.${own}.`)) return { to: 'host', host: ip };
  return { to: 'machine', machine: own === '1' ? 'node-2' : 'node-1' };
}

const config = (name: string): MachineConfig => ({
  name,
  ip: { network: `192.168.50.1${name.slice(-1)}`, bridge: `10.244.${name.slice(-1)}.1` },
  onBridge: (ip) => ip.startsWith(`10.244.${name.slice(-1)}.`),
  route: (ip) => routeFrom(name, ip),
  isLocal: (ip) => routeFrom(name, ip).to === 'self',
});

/** Two nodes with the same rules. */
export function twoNodes(rules: RuleSet): ReadonlyMap<string, Machine> {
  return new Map(['node-1', 'node-2'].map((name) => [name, new Kernel(config(name), { ...bootedKernel, rules })]));
}

/** The first packet of a TCP connection. */
export const syn = (from: string, to: string, dport: number): Packet => ({
  protocol: 'tcp',
  source: { ip: from, port: 40_000 },
  destination: { ip: to, port: dport },
  ttl: INITIAL_TTL,
  flags: ['SYN'],
});

/** The answer of whoever got the packet. */
export const answerTo = (packet: Packet, flags: Packet['flags'] = ['SYN', 'ACK']): Packet => ({
  protocol: packet.protocol,
  source: packet.destination,
  destination: packet.source,
  ttl: INITIAL_TTL,
  ...(flags && { flags }),
});

/** Sends packets one after the other through machines that remember. */
export class Lab {
  constructor(
    private machines: ReadonlyMap<string, Machine>,
    private readonly seed = 1,
  ) {}

  send(packet: Packet, host: string, machine: string, now = 0): Walk {
    const { machines } = this;
    const network: Network = { machine: (name) => machines.get(name), connects: () => true, latency: LATENCY };
    const walked = walk(packet, { host, machine }, network, now, randomFrom(this.seed));
    this.machines = new Map([...machines, ...walked.machines]);
    return walked.walk;
  }

  kernel(name: string): Kernel {
    const machine = this.machines.get(name);
    if (!(machine instanceof Kernel)) throw new Error(`${name} is no kernel`);
    return machine;
  }
}
