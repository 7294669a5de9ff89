import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NewestFirstMap } from './newest-first-map.ts';

const KEYS = ['a', 'b', 'c', 'd', 'e'];

/** A change to one of the maps that there are by then: `from` chooses it, counted back from the newest. */
const step = fc.record({
  from: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(40) }),
  key: fc.constantFrom(...KEYS),
  value: fc.option(fc.nat(3), { nil: undefined }),
});

const sorted = (entries: Iterable<readonly [string, number]>) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1));

function holds(map: NewestFirstMap<string, number>, model: ReadonlyMap<string, number>): void {
  for (const key of KEYS) expect(map.get(key)).toBe(model.get(key));
  expect(map.size).toBe(model.size);
  expect(sorted(map.entries())).toEqual(sorted(model));
}

it('holds what a Map would hold, and leaves every older map as it was, whichever is gone on from', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const all = [{ map: NewestFirstMap.empty<string, number>(), model: new Map<string, number>() }];
      for (const { from, key, value } of steps) {
        const { map, model } = all[Math.max(0, all.length - 1 - from)] ?? {
          map: NewestFirstMap.empty(),
          model: new Map(),
        };
        const next = new Map(model);
        if (value === undefined) next.delete(key);
        else next.set(key, value);
        all.push({ map: value === undefined ? map.delete(key) : map.set(key, value), model: next });
      }
      for (const { map, model } of all) holds(map, model);
    }),
  );
});

it('stays right when many changes have made it copy itself', () => {
  let map = NewestFirstMap.of<string, number>([['a', -1]]);
  const past = new Map<number, NewestFirstMap<string, number>>();
  for (let i = 0; i < 5000; i++) {
    if (i % 500 === 0) past.set(i, map);
    map = map.set(String(i % 700), i);
  }
  for (const [i, old] of past) {
    expect(old.size).toBe(1 + Math.min(i, 700));
    expect(old.get('a')).toBe(-1);
    expect(old.get('0')).toBe(i === 0 ? undefined : i - ((i - 1) % 700) - 1);
  }
});

it('is the same map when nothing changes', () => {
  const map = NewestFirstMap.of<string, number>([['a', 1]]);
  expect(map.set('a', 1)).toBe(map);
  expect(map.delete('b')).toBe(map);
});
