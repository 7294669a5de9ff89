import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Agenda, type Due } from './agenda.ts';

const entry = fc.record({ when: fc.nat(50), key: fc.constantFrom('a', 'b', 'c', 'd', 'e') });

function drain(agenda: Agenda): Due[] {
  const out: Due[] = [];
  for (let rest = agenda.pop(); rest; rest = rest[1].pop()) out.push(rest[0]);
  return out;
}

it('gives every waiting task once, at the earliest instant it was queued for, in order of time', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 60 }), (entries) => {
      const agenda = entries.reduce((a, { when, key }) => a.at(when, { controller: 'c', key }), Agenda.empty);
      const earliest = new Map<string, number>();
      for (const { when, key } of entries) earliest.set(key, Math.min(when, earliest.get(key) ?? when));
      const drained = drain(agenda);
      expect(new Map(drained.map((due) => [due.task.key, due.when]))).toEqual(earliest);
      expect(drained).toHaveLength(earliest.size);
      expect(drained.map((due) => due.when)).toEqual([...earliest.values()].sort((a, b) => a - b));
    }),
  );
});

it('takes the task queued first when two are due together', () => {
  const agenda = Agenda.empty.at(5, { controller: 'c', key: 'z' }).at(5, { controller: 'c', key: 'a' });
  expect(drain(agenda).map((due) => due.task.key)).toEqual(['z', 'a']);
});

it('leaves the older agenda as it was', () => {
  const before = Agenda.empty.at(5, { controller: 'c', key: 'a' });
  before.at(1, { controller: 'c', key: 'a' });
  before.pop();
  expect(before.next()).toBe(5);
  expect(before.size).toBe(1);
});
