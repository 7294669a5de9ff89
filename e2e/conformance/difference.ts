/** The first line in which two texts differ, or undefined when they are the same. */
export function textDifference(label: string, actual: string, expected: string): string | undefined {
  if (actual === expected) return undefined;
  const [is, should] = [actual.split('\n'), expected.split('\n')];
  const at = should.findIndex((line, i) => line !== is[i]);
  const line = at === -1 ? should.length : at;
  return `${label}:${line + 1}\n    expected ${JSON.stringify(should[line])}\n    actual   ${JSON.stringify(is[line])}`;
}

const show = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The first place in which two JSON values differ. Keys of objects have no order; lists do. A key that is undefined is absent. */
export function valueDifference(path: string, actual: unknown, expected: unknown): string | undefined {
  if (Array.isArray(actual) && Array.isArray(expected)) return listDifference(path, actual, expected);
  if (isObject(actual) && isObject(expected)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(actual)])];
    for (const key of keys) {
      const difference = valueDifference(`${path}.${key}`, actual[key], expected[key]);
      if (difference !== undefined) return difference;
    }
    return undefined;
  }
  return Object.is(actual, expected)
    ? undefined
    : `${path}\n    expected ${show(expected)}\n    actual   ${show(actual)}`;
}

function listDifference(path: string, actual: readonly unknown[], expected: readonly unknown[]): string | undefined {
  const length = Math.max(actual.length, expected.length);
  for (let i = 0; i < length; i++) {
    const difference = valueDifference(`${path}[${i}]`, actual[i], expected[i]);
    if (difference !== undefined) return difference;
  }
  return undefined;
}
