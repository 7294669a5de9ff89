import { expect, test } from 'vitest';
import type { ConversationDetail, HopView, ReadRule } from '../../worker/protocol.ts';
import { readRules } from './read-rules.ts';

const header = { source: 'a', destination: 'b', protocol: 'TCP', info: '', ttl: 64 };

function hop(node: string, ...read: readonly ReadRule[]): HopView {
  return { at: 0, to: 1, place: node, node, before: header, after: header, says: '', read, passedOver: 0 };
}

function rule(chain: string, text: string, taken: boolean): ReadRule {
  return {
    table: 'nat',
    chain,
    text,
    taken,
    origin: { object: 'EndpointSlice/default/web-x', field: 'ports', service: 'Service/default/web' },
  };
}

const conversation: ConversationDetail = {
  of: 'conversation',
  id: 'c',
  flights: [
    {
      id: 'f',
      label: 'SYN',
      reply: false,
      hops: [
        hop(
          'node-1',
          rule('KUBE-SERVICES', '-A KUBE-SERVICES one', false),
          rule('KUBE-SVC-A', '-A KUBE-SVC-A two', true),
        ),
        hop('node-1', rule('KUBE-SERVICES', '-A KUBE-SERVICES one', true)),
        hop('node-2', rule('KUBE-SERVICES', '-A KUBE-SERVICES three', true)),
        hop('node-3'),
      ],
    },
  ],
};

test('a conversation’s rules are listed under their chains, each once, as they were when they were read', () => {
  const read = readRules(conversation, 'node-1');
  expect(read?.listing.lines).toEqual([
    '# nat KUBE-SERVICES',
    '-A KUBE-SERVICES one',
    '# nat KUBE-SVC-A',
    '-A KUBE-SVC-A two',
  ]);
  expect([...(read?.taken ?? [])]).toEqual([
    [1, true],
    [3, true],
  ]);
  expect(read?.listing.isRule(0)).toBe(false);
  expect(read?.listing.isRule(1)).toBe(true);
  expect(read?.listing.origin(3).service).toBe('Service/default/web');
});

test('the machines on which rules were read are named in the order of reading', () => {
  expect(readRules(conversation, 'node-3')?.nodes).toEqual(['node-1', 'node-2']);
  expect(readRules(conversation, 'node-3')?.listing.lines).toEqual(['']);
});
