import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Packet } from '../../network/index.ts';
import type { Match, Rule, Target } from './iptables/rule.ts';
import { Lab, rule, ruleSet, twoNodes } from './two-nodes.fixture.ts';

const CHAINS = ['KUBE-A', 'KUBE-B', 'KUBE-C'];
const ADDRESSES = [
  '10.244.1.5',
  '10.244.2.5',
  '10.244.1.1',
  '192.168.50.11',
  '192.168.50.12',
  '10.96.0.1',
  '203.0.113.9',
  '127.0.0.1',
];

const address = fc.constantFrom(...ADDRESSES);
const socket = fc.record({ ip: address, port: fc.constantFrom(80, 8080, 40_000) });

const match: fc.Arbitrary<Match> = fc.oneof(
  address.map((ip): Match => ({ m: 'destination', cidr: `${ip}/32` })),
  fc.constant<Match>({ m: 'source', cidr: '10.244.0.0/16', not: true }),
  fc.constantFrom('tcp' as const, 'udp' as const).map((protocol): Match => ({ m: 'protocol', protocol })),
  fc.double({ min: 0, max: 1, noNaN: true }).map((probability): Match => ({ m: 'statistic', probability })),
  fc.constant<Match>({ m: 'addrtype', end: 'destination', type: 'LOCAL' }),
  fc.constant<Match>({ m: 'conntrack', states: ['DNAT'], not: true }),
  fc.constant<Match>({ m: 'mark', value: 0x4000, mask: 0x4000 }),
);

const target: fc.Arbitrary<Target> = fc.oneof(
  fc.constantFrom(...CHAINS).map((chain): Target => ({ t: 'jump', chain })),
  socket.map((to): Target => ({ t: 'dnat', to })),
  fc.constantFrom<Target>({ t: 'return' }, { t: 'accept' }, { t: 'drop' }, { t: 'none' }),
  fc.constantFrom<Target>({ t: 'masquerade', randomFully: true }, { t: 'masquerade', randomFully: false }),
  fc.constant<Target>({ t: 'reject', with: 'icmp-port-unreachable' }),
  fc.constant<Target>({ t: 'mark', value: 0x4000, mask: 0x4000 }),
);

const rules: fc.Arbitrary<Rule[]> = fc.array(
  fc.tuple(target, fc.array(match, { maxLength: 2 })).map(([to, matches]) => rule(to, ...matches)),
  { maxLength: 4 },
);
const chains = (names: readonly string[]) => fc.record(Object.fromEntries(names.map((name) => [name, rules])));
const anyRules = fc
  .tuple(chains(['PREROUTING', 'OUTPUT', 'POSTROUTING', ...CHAINS]), chains(['INPUT', 'FORWARD', 'OUTPUT', ...CHAINS]))
  .map(([nat, filter]) => ruleSet(nat, filter));

const packet: fc.Arbitrary<Packet> = fc
  .record({
    protocol: fc.constantFrom('tcp' as const, 'udp' as const, 'icmp' as const),
    source: socket,
    destination: socket,
    ttl: fc.integer({ min: 1, max: 255 }),
    flags: fc.subarray(['SYN', 'ACK', 'RST', 'FIN'] as const),
  })
  .map((made): Packet => (made.protocol === 'icmp' ? { ...made, icmp: { type: 'echo-request' } } : made));

const sending = fc.record({
  packet,
  host: fc.constantFrom('pod', 'node-1'),
  after: fc.integer({ min: 0, max: 200_000 }),
});

it('ends every walk, whatever the rules are, with time that never runs back', () => {
  fc.assert(
    fc.property(anyRules, fc.array(sending, { minLength: 1, maxLength: 5 }), (set, sendings) => {
      const lab = new Lab(twoNodes(set));
      let now = 0;
      for (const { packet: sent, host, after } of sendings) {
        now += after;
        const { steps, end, to } = lab.send(sent, host, 'node-1', now);
        expect(['delivered', 'dropped', 'rejected', 'lost']).toContain(end.end);
        const instants = [now, ...steps.flatMap((step) => [step.from, step.to]), to];
        expect(instants).toEqual(instants.toSorted((a, b) => a - b));
        now = to;
      }
    }),
  );
});

it('takes the same way whenever everything is the same', () => {
  fc.assert(
    fc.property(anyRules, fc.array(sending, { maxLength: 4 }), fc.integer(), (set, sendings, seed) => {
      const run = () => {
        const lab = new Lab(twoNodes(set), seed);
        return sendings.map(({ packet: sent, host, after }) => lab.send(sent, host, 'node-1', after));
      };
      expect(run()).toEqual(run());
    }),
  );
});

it('carries each step on from where the last one left the packet', () => {
  fc.assert(
    fc.property(anyRules, sending, (set, { packet: sent, host }) => {
      const { steps } = new Lab(twoNodes(set)).send(sent, host, 'node-1');
      let last = sent;
      for (const { before, after } of steps) {
        expect({ ...before, ttl: 0 }).toEqual({ ...last, ttl: 0 });
        expect(before.ttl).toBeLessThanOrEqual(last.ttl);
        last = after;
      }
    }),
  );
});
