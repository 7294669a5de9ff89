import { type ItemKey, itemKeyOf } from './merge-keys.ts';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Of these only what the text says stays, since their fields exclude each other (`retainKeys`). */
const RETAIN_KEYS = new Set(['spec.strategy', 'spec.template.spec.volumes', 'spec.volumes']);

/**
 * What `kubectl apply` makes of an object: what the text says now, without what it said last time and says no longer, on
 * top of what others have set. Lists belong to the text as a whole, but for those whose items have a name of their own.
 * `path` is the field's, without indexes. Models kubectl's three-way strategic merge patch (v1.36).
 */
export function threeWayMerge(live: unknown, last: unknown, next: unknown, path = ''): unknown {
  if (Array.isArray(live) && Array.isArray(next)) return mergedList(live, Array.isArray(last) ? last : [], next, path);
  if (!isObject(next) || !isObject(live)) return next;
  const before = isObject(last) ? last : {};
  const dropped = (key: string): boolean =>
    !Object.hasOwn(next, key) && (Object.hasOwn(before, key) || RETAIN_KEYS.has(path));
  const kept = Object.entries(live).filter(([key]) => !dropped(key) && !Object.hasOwn(next, key));
  const said = Object.entries(next).map(([key, value]): [string, unknown] => {
    const was = Object.hasOwn(before, key) ? before[key] : undefined;
    return [
      key,
      Object.hasOwn(live, key) ? threeWayMerge(live[key], was, value, path === '' ? key : `${path}.${key}`) : value,
    ];
  });
  return Object.fromEntries([...kept, ...said]);
}

/** Items by their key, or undefined when one has none or two have the same: then the list is not merged. */
function byKey(items: readonly unknown[], keyOf: ItemKey): ReadonlyMap<string, unknown> | undefined {
  const keyed = new Map(items.map((item) => [isObject(item) ? keyOf(item) : undefined, item]));
  return keyed.size === items.length && !keyed.has(undefined) ? (keyed as ReadonlyMap<string, unknown>) : undefined;
}

function mergedList(
  live: readonly unknown[],
  last: readonly unknown[],
  next: readonly unknown[],
  path: string,
): readonly unknown[] {
  const keyOf = itemKeyOf(path);
  if (!keyOf) return next;
  const [is, was, wanted] = [byKey(live, keyOf), byKey(last, keyOf), byKey(next, keyOf)];
  if (!is || !was || !wanted) return next;
  const said = [...wanted].map(([key, item]) =>
    is.has(key) ? threeWayMerge(is.get(key), was.get(key), item, path) : item,
  );
  const kept = [...is].filter(([key]) => !wanted.has(key) && !was.has(key)).map(([, item]) => item);
  return [...said, ...kept];
}
