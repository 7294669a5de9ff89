import { expect, test } from 'vitest';
import type { ClusterEvent } from '../../worker/protocol.ts';
import { lastDeeds, sawWords } from './control-plane.tsx';

const event = (at: number, by: string, cause?: ClusterEvent['cause']): ClusterEvent => ({
  id: `${at}`,
  at,
  by,
  text: by,
  tone: 'plain',
  ...(cause && { cause }),
});

const events = [event(10, 'kubelet node-1'), event(20, 'endpointslice controller'), event(30, 'kubelet node-2')];

test('everybody is told with what they did last before the instant', () => {
  const at = (now: number) => lastDeeds(events, now).flatMap((deed) => (deed.event ? [deed.event.at] : []));
  expect(at(5)).toEqual([]);
  expect(at(25)).toEqual([10, 20]);
  expect(at(30)).toEqual([30, 20]);
});

test('what was seen is told with how long before', () => {
  expect(sawWords(event(20, 'x'))).toBe('');
  const cause = { object: 'Pod/default/web-0', by: 'kubelet node-1', at: 400 };
  expect(sawWords(event(520, 'endpointslice controller', cause))).toBe('0.12 s after Pod web-0');
});
