import { expect, test } from 'vitest';
import type { ClusterEvent } from '../../worker/protocol.ts';
import { eventMarks, fitted } from './event-marks.ts';

const event = (at: number, tone: ClusterEvent['tone'] = 'plain'): ClusterEvent => ({
  id: `${at}`,
  at,
  by: 'x',
  text: `at ${at}`,
  tone,
});

test('events that would be drawn on each other are one mark, and trouble is not hidden by what follows', () => {
  const marks = eventMarks([event(10), event(11, 'warn'), event(12), event(50)], ({ at }) => at, 200);
  expect(marks.map(({ event: { text }, x, room }) => [text, x, room])).toEqual([
    ['at 11', 10, 40],
    ['at 50', 50, 150],
  ]);
});

test('a text is written whole, or its beginning where that says something, or not at all', () => {
  const tenPerLetter = (text: string): number => 10 * text.length;
  expect(fitted('Pod is ready', 120, tenPerLetter)).toBe('Pod is ready');
  expect(fitted('Pod is ready', 60, tenPerLetter)).toBe('');
  expect(fitted('EndpointSlice: 2 ready', 150, tenPerLetter)).toBe('EndpointSlice:…');
});
