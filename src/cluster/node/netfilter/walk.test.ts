import { describe, expect, it } from 'vitest';
import type { Packet, Walk } from '../../network/index.ts';
import { connections, printConnection } from './conntrack.ts';
import { packetsThrough } from './counters.ts';
import { icmpError } from './icmp.ts';
import type { Match } from './iptables/rule.ts';
import { answerTo, Lab, rule, ruleSet, syn, twoNodes } from './two-nodes.fixture.ts';

const POD = '10.244.1.5';
const SERVICE = '10.96.0.10';
const toService: Match = { m: 'destination', cidr: `${SERVICE}/32` };
const marked: Match = { m: 'mark', value: 0x4000, mask: 0x4000 };

/** ClusterIP 10.96.0.10 -> `endpoint`; hairpin and node traffic are marked and masqueraded, as kube-proxy writes it. */
function serviceTo(endpoint: string) {
  const [ip = '', port] = endpoint.split(':');
  const services = [rule({ t: 'jump', chain: 'KUBE-SVC' }, toService)];
  return ruleSet({
    PREROUTING: services,
    OUTPUT: services,
    'KUBE-SVC': [
      rule({ t: 'mark', value: 0x4000, mask: 0x4000 }, { m: 'source', cidr: '10.244.0.0/16', not: true }),
      rule({ t: 'mark', value: 0x4000, mask: 0x4000 }, { m: 'source', cidr: `${ip}/32` }),
      rule({ t: 'dnat', to: { ip, port: Number(port) } }),
    ],
    POSTROUTING: [rule({ t: 'masquerade', randomFully: true }, marked)],
  });
}

function delivered({ end }: Walk): Packet {
  if (end.end !== 'delivered') throw new Error(`the packet was ${end.end}`);
  return end.packet;
}

const entries = (lab: Lab, node: string): string[] =>
  connections(lab.kernel(node).state.conntrack, 0).map((one) => printConnection(one));

describe('a Pod calls a Service whose Pod is on another node', () => {
  const lab = new Lab(twoNodes(serviceTo('10.244.2.7:8080')));
  const request = delivered(lab.send(syn(POD, SERVICE, 80), POD, 'node-1'));
  const reply = lab.send(answerTo(request), '10.244.2.7', 'node-2', 200);

  it('rewrites the destination and keeps the caller', () => {
    expect(request.destination).toEqual({ ip: '10.244.2.7', port: 8080 });
    expect(request.source.ip).toBe(POD);
    expect(request.ttl).toBe(62);
  });

  it('brings the answer back as if the Service had answered', () => {
    expect(delivered(reply).source).toEqual({ ip: SERVICE, port: 80 });
    expect(reply.end).toMatchObject({ host: POD });
  });

  it('reads no nat rule for the answer', () => {
    expect(reply.steps.flatMap((step) => step.readings).filter(({ table }) => table === 'nat')).toEqual([]);
  });

  it('remembers the connection on both nodes, with NAT on the one that rewrote it', () => {
    expect(entries(lab, 'node-1')).toEqual([
      `tcp 6 SYN_RECV src=${POD} dst=${SERVICE} sport=40000 dport=80 src=10.244.2.7 dst=${POD} sport=8080 dport=40000 mark=0`,
    ]);
    expect(entries(lab, 'node-2')).toEqual([
      `tcp 6 SYN_RECV src=${POD} dst=10.244.2.7 sport=40000 dport=8080 src=10.244.2.7 dst=${POD} sport=8080 dport=40000 mark=0`,
    ]);
  });

  it('keeps to the endpoint when the rules have changed since', () => {
    const ack: Packet = { ...syn(POD, SERVICE, 80), flags: ['ACK'] };
    expect(delivered(lab.send(ack, POD, 'node-1', 400)).destination.ip).toBe('10.244.2.7');
    expect(entries(lab, 'node-1')[0]).toContain('ESTABLISHED');
    expect(entries(lab, 'node-1')[0]).toContain('[ASSURED]');
  });
});

describe('masquerading', () => {
  it('gives a Pod that is sent back to itself the bridge as caller', () => {
    const lab = new Lab(twoNodes(serviceTo(`${POD}:8080`)));
    const request = delivered(lab.send(syn(POD, SERVICE, 80), POD, 'node-1'));
    expect(request.source.ip).toBe('10.244.1.1');
    expect(delivered(lab.send(answerTo(request), POD, 'node-1', 200))).toMatchObject({
      source: { ip: SERVICE, port: 80 },
      destination: { ip: POD },
    });
  });

  it("gives the node's own packets to another node its address and a drawn port", () => {
    const lab = new Lab(twoNodes(serviceTo('10.244.2.7:8080')));
    const request = delivered(lab.send(syn('192.168.50.11', SERVICE, 80), 'node-1', 'node-1'));
    expect(request.source.ip).toBe('192.168.50.11');
    expect(request.source.port).not.toBe(40_000);
    expect(delivered(lab.send(answerTo(request), '10.244.2.7', 'node-2', 200)).source).toEqual({
      ip: SERVICE,
      port: 80,
    });
  });

  it('keeps the port of a Pod that leaves the Pod network while the port is free', () => {
    const lab = new Lab(twoNodes(ruleSet({})));
    const first = delivered(lab.send(syn(POD, '192.168.50.12', 22), POD, 'node-1'));
    expect(first.source).toEqual({ ip: '192.168.50.11', port: 40_000 });
    const second = delivered(lab.send(syn('10.244.1.6', '192.168.50.12', 22), '10.244.1.6', 'node-1'));
    expect(second.source.ip).toBe('192.168.50.11');
    expect(second.source.port).not.toBe(40_000);
  });
});

describe('what does not arrive', () => {
  it('runs in circles until its time to live is used up, and the error comes from the last machine', () => {
    const { end } = new Lab(twoNodes(ruleSet({}))).send(syn('203.0.113.9', '10.96.9.9', 80), 'guest', 'node-1');
    expect(end).toMatchObject({ end: 'rejected', answer: { icmp: { type: 'time-exceeded' } } });
  });

  it('is not believed when it comes back with the address of the machine that masqueraded it', () => {
    const { end } = new Lab(twoNodes(ruleSet({}))).send(syn(POD, '10.96.9.9', 80), POD, 'node-1');
    expect(end).toMatchObject({ end: 'dropped', place: { node: 'node-1', hook: 'ROUTING' } });
  });

  it('is rejected by a rule with an ICMP error from the bridge for a Pod and from itself for the node', () => {
    const reject = [rule({ t: 'reject', with: 'icmp-port-unreachable' }, toService)];
    const lab = new Lab(twoNodes(ruleSet({}, { FORWARD: reject, OUTPUT: reject })));
    expect(lab.send(syn(POD, SERVICE, 80), POD, 'node-1').end).toMatchObject({
      answer: { source: { ip: '10.244.1.1' }, destination: { ip: POD } },
    });
    expect(lab.send(syn('192.168.50.11', SERVICE, 80), 'node-1', 'node-1').end).toMatchObject({
      answer: { source: { ip: '192.168.50.11' } },
    });
    expect(entries(lab, 'node-1')).toEqual([]);
  });

  it('is forgotten when the other side refuses the connection', () => {
    const lab = new Lab(twoNodes(serviceTo('10.244.2.7:8080')));
    const request = delivered(lab.send(syn(POD, SERVICE, 80), POD, 'node-1'));
    const refusal = lab.send(answerTo(request, ['RST', 'ACK']), '10.244.2.7', 'node-2', 200);
    expect(delivered(refusal).source).toEqual({ ip: SERVICE, port: 80 });
    expect([...entries(lab, 'node-1'), ...entries(lab, 'node-2')]).toEqual([]);
  });

  it('brings an ICMP error about a translated packet back in the words of the caller', () => {
    const lab = new Lab(twoNodes(serviceTo('10.244.2.7:8080')));
    const sent: Packet = { ...syn(POD, SERVICE, 80), protocol: 'udp', flags: [] };
    const request = delivered(lab.send(sent, POD, 'node-1'));
    const back = delivered(lab.send(icmpError(request, '10.244.2.7', 'port-unreachable'), '10.244.2.7', 'node-2', 200));
    expect(back.destination.ip).toBe(POD);
    expect(back.icmp?.about).toMatchObject({
      source: { ip: POD, port: 40_000 },
      destination: { ip: SERVICE, port: 80 },
    });
  });
});

describe('dice and lists', () => {
  it('tell what was drawn, and take the rule when it is below the probability', () => {
    const half = ruleSet({
      PREROUTING: [
        rule({ t: 'dnat', to: { ip: '10.244.2.7', port: 8080 } }, toService, { m: 'statistic', probability: 0.5 }),
        rule({ t: 'dnat', to: { ip: '10.244.2.8', port: 8080 } }, toService),
      ],
    });
    for (let port = 1; port <= 50; port++) {
      const sent = { ...syn(POD, SERVICE, 80), source: { ip: POD, port } };
      const made = new Lab(twoNodes(half)).send(sent, POD, 'node-1');
      const [dice] = made.steps.flatMap((step) => step.readings).filter(({ drawn }) => drawn !== undefined);
      expect(dice?.taken).toBe((dice?.drawn ?? 1) < 0.5);
      expect(delivered(made).destination.ip).toBe(dice?.taken ? '10.244.2.7' : '10.244.2.8');
    }
  });

  it('send a caller that was noted to the same endpoint until the seconds are over', () => {
    const affine = ruleSet({
      PREROUTING: [
        rule({ t: 'dnat', to: { ip: '10.244.2.7', port: 8080 } }, toService, {
          m: 'recent',
          name: 'KUBE-SEP',
          action: { a: 'rcheck', seconds: 10, reap: true },
        }),
        rule({ t: 'none' }, toService, { m: 'recent', name: 'KUBE-SEP', action: { a: 'set' } }),
        rule({ t: 'dnat', to: { ip: '10.244.2.8', port: 8080 } }, toService),
      ],
    });
    const lab = new Lab(twoNodes(affine));
    const met = [0, 9_000, 30_000].map(
      (now, i) =>
        delivered(lab.send({ ...syn(POD, SERVICE, 80), source: { ip: POD, port: 1000 + i } }, POD, 'node-1', now))
          .destination.ip,
    );
    expect(met).toEqual(['10.244.2.8', '10.244.2.7', '10.244.2.8']);
  });

  it('count the packets that took a rule', () => {
    const lab = new Lab(twoNodes(serviceTo('10.244.2.7:8080')));
    lab.send(syn(POD, SERVICE, 80), POD, 'node-1');
    const packets = packetsThrough(lab.kernel('node-1').state.counters);
    const rule = { table: 'nat', chain: 'KUBE-SVC', text: '-A KUBE-SVC -j DNAT --to-destination 10.244.2.7:8080' };
    expect(packets({ family: 'ip', ...rule })).toBe(1);
    expect(packets({ family: 'ip6', ...rule })).toBe(0);
  });
});
