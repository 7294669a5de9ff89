import fc from 'fast-check';
import { expect, it } from 'vitest';
import { randomFrom } from '../../../../sim/index.ts';
import { INITIAL_TTL, LATENCY, type Packet } from '../../../network/index.ts';
import { hooksOf } from '../hooks/hooks.ts';
import { Kernel } from '../kernel.ts';
import { bootedKernel } from '../kernel-state.ts';
import { Stay } from '../stay.ts';
import { rule, ruleSet, twoNodes } from '../two-nodes.fixture.ts';
import { indexed, linear, type Selection } from './chain-index.ts';
import type { Match, Rule, Target } from './rule.ts';
import type { RuleSet } from './rule-set.ts';
import { iptablesChains } from './traverse.ts';

const address = fc.constantFrom('10.96.0.1', '10.96.0.2', '10.244.1.5', '127.0.0.1');
const port = fc.constantFrom(80, 443, 30_080);
const match: fc.Arbitrary<Match> = fc.oneof(
  address.map((ip): Match => ({ m: 'destination', cidr: `${ip}/32` })),
  address.map((ip): Match => ({ m: 'destination', cidr: `${ip}/32`, not: true })),
  fc.constant<Match>({ m: 'destination', cidr: '127.0.0.0/8' }),
  fc.constant<Match>({ m: 'protocol', protocol: 'tcp' }),
  port.map((dport): Match => ({ m: 'port', protocol: 'tcp', dport })),
  fc.double({ min: 0, max: 1, noNaN: true }).map((probability): Match => ({ m: 'statistic', probability })),
  fc.constant<Match>({ m: 'recent', name: 'LIST', action: { a: 'set' } }),
);
const target: fc.Arbitrary<Target> = fc.oneof(
  fc.constantFrom<Target>({ t: 'jump', chain: 'KUBE-A' }, { t: 'return' }, { t: 'accept' }, { t: 'none' }),
  fc.constantFrom<Target>({ t: 'none' }, { t: 'mark', value: 0x4000, mask: 0x4000 }),
  address.map((ip): Target => ({ t: 'dnat', to: { ip, port: 8080 } })),
);
const rules: fc.Arbitrary<Rule[]> = fc.array(
  fc.tuple(target, fc.array(match, { maxLength: 3 })).map(([to, matches]) => rule(to, ...matches)),
  { minLength: 12, maxLength: 40 },
);

function read(set: RuleSet, packet: Packet, select: Selection) {
  const kernel = twoNodes(set).get('node-1');
  if (!(kernel instanceof Kernel)) throw new Error('node-1 is a kernel');
  const state = { ...bootedKernel, rules: set };
  const moment = { now: 0, random: randomFrom(1), latency: LATENCY, reaches: () => true };
  const stay = new Stay(kernel.config, 'veth', state, hooksOf(state, 'ip'), packet, moment);
  const chain = iptablesChains(set, select).find(({ hook }) => hook === 'PREROUTING');
  const verdict = chain?.read(stay);
  const { mark, readings, passedOver, jumps, rule: decided } = stay;
  return { verdict, readings, passedOver, jumps, decided, mark, noted: [...stay.noted.entries()] };
}

it('reads the same of long chains by their index as rule by rule, and counts the same rules as passed over', () => {
  fc.assert(
    fc.property(rules, rules, address, port, (PREROUTING, chain, ip, dport) => {
      const set = ruleSet({ PREROUTING, 'KUBE-A': chain });
      const source = { ip: '10.244.1.9', port: 40_000 };
      const packet: Packet = { protocol: 'tcp', source, destination: { ip, port: dport }, ttl: INITIAL_TTL };
      expect(read(set, packet, indexed)).toEqual(read(set, packet, linear));
    }),
  );
});
