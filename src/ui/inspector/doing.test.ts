import { expect, test } from 'vitest';
import type { Conversation, Flight, Road, RulesThing, Thing } from '../../worker/protocol.ts';
import { currentConversations, doing } from './doing.ts';

const rules: RulesThing = {
  kind: 'rules',
  id: 'rules/node-1/Service/default/web/',
  service: 'Service/default/web',
  node: 'node-1',
  portName: '',
  port: 80,
  chain: 'KUBE-SVC-X',
  rungs: [{ share: 1, endpoint: '10.244.3.7:8080', pod: 'Pod/default/web-7d4b9c6f5d-m7t9c', stale: false }],
  behind: 0,
  traffic: 'all',
  mode: 'iptables',
  alsoOn: [],
};
const things = new Map<string, Thing>([[rules.id, rules]]);

function flight(label: string, reply: boolean, from: number, roads: readonly Road[]): Flight {
  const legs = roads.map((on, index) => ({ on, back: reply, from: from + index * 10, to: from + index * 10 + 10 }));
  return {
    id: label,
    shape: 'tcp',
    reply,
    label,
    from,
    to: from + roads.length * 10,
    legs,
    stays: [],
    marks: [],
    end: 'delivered',
  };
}

const approach: Road = { road: 'approach', client: 'Pod/default/client', service: 'Service/default/web' };
const ladder: Road = { road: 'ladder', service: 'Service/default/web', rules: rules.id, rung: 0 };
const branch: Road = { road: 'branch', rules: rules.id, rung: 0, pod: 'Pod/default/web-7d4b9c6f5d-m7t9c' };

const conversation: Conversation = {
  id: 'curl#1',
  client: 'Client//curl',
  caller: 'Pod/default/client',
  clientName: 'curl',
  request: 'http://web',
  letter: 'A',
  number: 1,
  from: 100,
  to: 200,
  flights: [
    flight('SYN', false, 100, [approach, ladder, branch]),
    flight('SYN-ACK', true, 140, [branch, ladder, approach]),
  ],
  outcome: { word: 'answered', at: 200, by: 'web', because: 'it answered', pod: 'Pod/default/web-7d4b9c6f5d-m7t9c' },
};

test.each([
  [90, 'about to start'],
  [105, "SYN to the Service's address"],
  [115, 'SYN falls through the rules on node-1'],
  [125, 'first branch taken, → 10.244.3.7:8080'],
  [135, 'waiting'],
  [145, 'SYN-ACK of …-m7t9c'],
  [155, 'SYN-ACK on its way back: conntrack, no rule is read'],
  [200, 'answered by …-m7t9c'],
])('at %d it says "%s"', (now, says) => {
  expect(doing(conversation, now, things)).toBe(says);
});

test('the list holds the newest conversation of every Client that has begun', () => {
  const later = { ...conversation, id: 'curl#2', number: 2, from: 300 };
  const other = { ...conversation, id: 'dig#1', letter: 'B' };
  expect(currentConversations([later, conversation, other], 250).map(({ id }) => id)).toEqual(['curl#1', 'dig#1']);
  expect(currentConversations([later, conversation, other], 300).map(({ id }) => id)).toEqual(['curl#2', 'dig#1']);
});
