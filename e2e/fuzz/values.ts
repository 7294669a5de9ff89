import type { Dice } from './dice.ts';

/** Keys that mean something to a careless program, and some that mean something to Kubernetes. */
const KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'length',
  'then',
  '',
  ' ',
  '0',
  '-1',
  'a.b',
  'a/b/c',
  'é',
  '\u0000',
  '<<',
  'spec',
  'status',
  'metadata',
  'items',
  'kind',
  'apiVersion',
  'name',
  'namespace',
  'labels',
  'annotations',
  'finalizers',
  'ownerReferences',
  'matchExpressions',
  'values',
  'operator',
  'ports',
  'containers',
  'env',
  'valueFrom',
  'resources',
  'limits',
  'selector',
  'template',
];

const WORDS = [
  '',
  ' ',
  'a',
  'web',
  'None',
  'null',
  'yes',
  '0',
  '080',
  '1e3',
  '10.96.0.7',
  '010.096.0.7',
  '::ffff:10.0.0.1',
  '10.0.0.1/24',
  'fd00::/200',
  '100m',
  '1Ki',
  '25%',
  '-5%',
  'In',
  'TCP',
  'NodePort',
  'LoadBalancer',
  'ExternalName',
  'http://web',
  '1s',
  '*.example.com',
  'a'.repeat(64),
  'a'.repeat(300),
  '\ud800',
  '\u2028---\u2028',
  '\u0000',
  'line\r---\rline',
  '%2f..%00',
  '$(A)$(B)',
  "metadata.labels['x']",
];

const NUMBERS = [
  0,
  -0,
  1,
  -1,
  80,
  30080,
  65535,
  65536,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  2 ** 63,
  1e21,
  1e308,
  -1e308,
  5e-324,
  0.1,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
];

/** An object with own keys, `__proto__` among them. */
const record = (entries: Iterable<readonly [string, unknown]>): unknown => Object.fromEntries(entries);

/** Any value at all, `depth` levels deep at most. */
export function anyValue(dice: Dice, depth: number): unknown {
  const many = depth <= 0 ? 0 : dice.below(5);
  switch (dice.below(depth <= 0 ? 4 : 6)) {
    case 0:
      return dice.pick([null, true, false]);
    case 1:
      return dice.pick(NUMBERS);
    case 2:
    case 3:
      return dice.pick(WORDS);
    case 4:
      return Array.from({ length: many }, () => anyValue(dice, depth - 1));
    default:
      return record(Array.from({ length: many }, () => [dice.pick(KEYS), anyValue(dice, depth - 1)] as const));
  }
}

function changedList(dice: Dice, list: readonly unknown[]): unknown {
  const at = dice.below(list.length + 1);
  switch (dice.below(4)) {
    case 0:
      return [...list.slice(0, at), anyValue(dice, 2), ...list.slice(at)];
    case 1:
      return [...list, ...list];
    case 2:
      return list.filter((_, i) => i !== at);
    default:
      return list.map((item, i) => (i === at % Math.max(1, list.length) ? mutated(dice, item) : item));
  }
}

function changedRecord(dice: Dice, entries: readonly (readonly [string, unknown])[]): unknown {
  if (entries.length === 0 || dice.oneIn(6)) return record([...entries, [dice.pick(KEYS), anyValue(dice, 3)]]);
  const at = dice.below(entries.length);
  if (dice.oneIn(12)) return record(entries.filter((_, i) => i !== at));
  if (dice.oneIn(12)) return record(entries.map(([key, value], i) => [i === at ? dice.pick(KEYS) : key, value]));
  return record(entries.map(([key, value], i) => [key, i === at ? mutated(dice, value) : value]));
}

/** A value with one thing changed somewhere in it. */
export function mutated(dice: Dice, value: unknown): unknown {
  if (dice.oneIn(8)) return anyValue(dice, 3);
  if (Array.isArray(value)) return changedList(dice, value);
  if (typeof value === 'object' && value !== null) return changedRecord(dice, Object.entries(value));
  if (typeof value === 'number' && dice.oneIn(3)) return value * dice.pick([-1, 10, 1e9, 0.5]);
  if (typeof value === 'string' && dice.oneIn(3)) return value.repeat(dice.below(4)) + dice.pick(WORDS);
  return dice.oneIn(2) ? dice.pick(WORDS) : dice.pick(NUMBERS);
}
