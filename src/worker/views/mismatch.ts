import { keyOf, type Pod } from '../../api/index.ts';
import type { Mismatch } from '../protocol.ts';

/** How many keys of Pods a mismatch names. */
const PODS_NAMED = 12;

/** How far two words are from each other: letters to change, add or take away. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1]);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

const fits = (pod: Pod, pairs: readonly (readonly [string, string])[]): boolean =>
  pairs.every(([key, value]) => pod.metadata.labels?.[key] === value);

/** The pair of a selector that keeps it from taking Pods: with all others, some Pod would be taken; else its first pair. */
function blamed(
  pairs: readonly (readonly [string, string])[],
  pods: readonly Pod[],
): readonly [readonly [string, string] | undefined, readonly Pod[]] {
  for (const pair of pairs) {
    const others = pairs.filter((other) => other !== pair);
    const near = pods.filter((pod) => pair[0] in (pod.metadata.labels ?? {}) && fits(pod, others));
    if (near.length > 0) return [pair, near];
  }
  return [pairs[0], []];
}

/**
 * Why a selector takes no Pod of its namespace: the pair that none has, beside the nearest value that Pods have under its
 * key. Undefined when it takes some, or asks for nothing.
 */
export function mismatchOf(selector: Readonly<Record<string, string>>, pods: readonly Pod[]): Mismatch | undefined {
  const pairs = Object.entries(selector);
  if (pairs.length === 0 || pods.some((pod) => fits(pod, pairs))) return undefined;
  const [pair, near] = blamed(pairs, pods);
  if (!pair) return undefined;
  const [key, asked] = pair;
  const found = near
    .map((pod) => pod.metadata.labels?.[key] ?? '')
    .toSorted((a, b) => distance(a, asked) - distance(b, asked))[0];
  const those = near.filter((pod) => pod.metadata.labels?.[key] === found).slice(0, PODS_NAMED);
  return { key, asked, found: found ?? '', pods: those.map(keyOf) };
}
