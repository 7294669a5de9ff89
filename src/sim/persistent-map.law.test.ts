import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PersistentMap } from './persistent-map.ts';

const step = fc.record({ key: fc.string({ maxLength: 3 }), value: fc.option(fc.integer(), { nil: undefined }) });

it('holds what a Map would hold, in code unit order, and leaves every older map as it was', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const model = new Map<string, number>();
      let map = PersistentMap.empty<number>();
      const past: [PersistentMap<number>, string][] = [];
      for (const { key, value } of steps) {
        past.push([map, JSON.stringify([...map.entries()])]);
        map = value === undefined ? map.delete(key) : map.set(key, value);
        if (value === undefined) model.delete(key);
        else model.set(key, value);
      }
      const sorted = [...model].sort(([a], [b]) => (a < b ? -1 : 1));
      expect([...map.entries()]).toEqual(sorted);
      expect(map.size).toBe(model.size);
      for (const [old, text] of past) expect(JSON.stringify([...old.entries()])).toBe(text);
    }),
  );
});

it('reads exactly the keys of a prefix', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 4 })), fc.string({ maxLength: 2 }), (keys, prefix) => {
      const map = PersistentMap.of(keys.map((key) => [key, key] as const));
      const wanted = [...new Set(keys)].filter((key) => key.startsWith(prefix)).sort((a, b) => (a < b ? -1 : 1));
      expect([...map.withPrefix(prefix)]).toEqual(wanted);
    }),
  );
});

it('is the same map when nothing changes', () => {
  const map = PersistentMap.of([['a', 1] as const]);
  expect(map.set('a', 1)).toBe(map);
  expect(map.delete('b')).toBe(map);
});
