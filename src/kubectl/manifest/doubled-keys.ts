import { isAlias, isMap, isScalar, isSeq, type LineCounter } from 'yaml';
import { type Range, rangeOf } from './range.ts';

/** A key that stands twice in one mapping, and where it stands again. */
export interface DoubledKey {
  readonly key: string;
  readonly range: Range;
}

/** Every second mention of a key. kubectl takes the last without a word; the API server would refuse the text. */
export function* doubledKeys(node: unknown, lines: LineCounter, text: string): Generator<DoubledKey> {
  if (isSeq(node)) for (const item of node.items) yield* doubledKeys(item, lines, text);
  if (!isMap(node)) return;
  const seen = new Set<string>();
  for (const { key, value } of node.items) {
    if (isScalar(key) && key.range && key.value !== '<<') {
      const name = String(key.value);
      if (seen.has(name)) yield { key: name, range: rangeOf(key.range, lines, text) };
      seen.add(name);
    }
    if (!isAlias(value)) yield* doubledKeys(value, lines, text);
  }
}
