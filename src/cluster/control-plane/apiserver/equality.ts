type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

function sameItems(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((item, i) => same(item, other[i]));
}

function countOf(fields: Fields): number {
  let count = 0;
  for (const key in fields) if (fields[key] !== undefined) count++;
  return count;
}

function sameFields(one: Fields, other: Fields): boolean {
  let count = 0;
  for (const key in one) {
    if (one[key] === undefined) continue;
    if (!Object.hasOwn(other, key) || !same(one[key], other[key])) return false;
    count++;
  }
  return count === countOf(other);
}

/** Whether two values say the same: keys of objects have no order, lists do, and a field that is undefined is absent. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!isObject(one) || !isObject(other)) return false;
  if (Array.isArray(one)) return Array.isArray(other) && sameItems(one, other);
  return !Array.isArray(other) && sameFields(one, other);
}
