import fc from 'fast-check';
import { expect, it } from 'vitest';
import { answerTo, Lab, rule, ruleSet, syn, twoNodes } from './two-nodes.fixture.ts';

const SERVICE = '10.96.0.10';
const caller = fc.constantFrom('10.244.1.5', '10.244.1.6', '192.168.50.11');
const endpoint = fc.constantFrom('10.244.1.5', '10.244.1.7', '10.244.2.7');

it('undoes NAT exactly on the way back, with and without masquerading, over both nodes', () => {
  fc.assert(
    fc.property(caller, endpoint, fc.boolean(), fc.boolean(), (from, to, masked, randomFully) => {
      const dnat = rule({ t: 'dnat', to: { ip: to, port: 8080 } }, { m: 'destination', cidr: `${SERVICE}/32` });
      const hairpin = masked || from === to || from === '192.168.50.11';
      const POSTROUTING = hairpin ? [rule({ t: 'masquerade', randomFully })] : [];
      const lab = new Lab(twoNodes(ruleSet({ PREROUTING: [dnat], OUTPUT: [dnat], POSTROUTING })));
      const sent = syn(from, SERVICE, 80);
      const there = lab.send(sent, from.startsWith('192') ? 'node-1' : from, 'node-1').end;
      if (there.end !== 'delivered') throw new Error(`the packet was ${there.end}`);
      expect(there.packet.destination).toEqual({ ip: to, port: 8080 });
      const back = lab.send(answerTo(there.packet), to, to.startsWith('10.244.1.') ? 'node-1' : 'node-2', 200).end;
      expect(back).toMatchObject({
        end: 'delivered',
        packet: { source: sent.destination, destination: sent.source },
      });
    }),
  );
});
