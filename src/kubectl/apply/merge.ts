type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What `kubectl apply` makes of an object: what the text says now, without what it said last time and says no longer, on
 * top of what others have set. Lists belong to the text as a whole. Models kubectl's three-way merge (v1.36).
 */
export function threeWayMerge(live: unknown, last: unknown, next: unknown): unknown {
  if (!isObject(next) || !isObject(live)) return next;
  const merged: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(live)) {
    const dropped = isObject(last) && Object.hasOwn(last, key) && !Object.hasOwn(next, key);
    if (!dropped) merged[key] = value;
  }
  for (const [key, value] of Object.entries(next)) {
    const before = isObject(last) && Object.hasOwn(last, key) ? last[key] : undefined;
    merged[key] = Object.hasOwn(live, key) ? threeWayMerge(live[key], before, value) : value;
  }
  return merged;
}
