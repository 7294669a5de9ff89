import { expect, test } from 'vitest';
import type { ClusterEvent, Conversation } from '../../worker/protocol.ts';
import { type EventFilter, eventRows } from './event-rows.ts';

const event = (at: number, by: string, text: string): ClusterEvent => ({ id: `${at}`, at, by, text, tone: 'plain' });
const EVENTS = [
  event(1, 'you', 'Service web created'),
  event(2, 'scheduler', 'web-1 Scheduled: Successfully assigned'),
  event(3, 'kubelet node-1', 'web-1 Pulled: Container image'),
  event(4, 'kube-proxy node-2', 'rules of node-2 written'),
  event(9, 'scheduler', 'later'),
];
const CALL = { id: 'c', from: 5, clientName: 'curl', caller: 'Pod/default/x', request: 'http://web' } as Conversation;

const ids = (filter: EventFilter, search = ''): readonly string[] =>
  eventRows(EVENTS, [CALL], 6, filter, search).map(({ id }) => id);

test('the newest comes first, and nothing of the future', () => {
  expect(ids('all')).toEqual(['c', '4', '3', '2', '1']);
});

test('who did it divides the list without rest', () => {
  expect(ids('you')).toEqual(['1']);
  expect(ids('control plane')).toEqual(['2']);
  expect(ids('nodes')).toEqual(['4', '3']);
  expect(ids('traffic')).toEqual(['c']);
});

test('every word of a search must occur, whatever its case', () => {
  expect(ids('all', 'WEB-1 pulled')).toEqual(['3']);
  expect(ids('all', 'curl')).toEqual(['c']);
  expect(ids('all', 'nothing of the kind')).toEqual([]);
});
