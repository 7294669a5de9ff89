import { type Document, isAlias, isMap, isScalar, isSeq, type LineCounter, type Node, type Pair } from 'yaml';
import { type Range, rangeOf, START } from './range.ts';

type Offsets = readonly [number, number, ...number[]];

/** What the text says in one field and the server checks in another that it made from it. */
const WRITTEN_AS: Readonly<Record<string, string>> = {
  'spec.clusterIPs[0]': 'spec.clusterIP',
  'spec.podCIDRs[0]': 'spec.podCIDR',
};

/** `spec.ports[1].nodePort` → `spec`, `ports`, 1, `nodePort`; keys with dots stand in brackets. */
function steps(path: string): (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|\[([^\]]+)\]|([^.[\]]+)/g)].map(([, index, key, name]) =>
    index === undefined ? (key ?? name ?? '') : Number(index),
  );
}

function pairOf(node: unknown, key: string): Pair | undefined {
  return isMap(node) ? node.items.findLast((pair) => isScalar(pair.key) && String(pair.key.value) === key) : undefined;
}

/** One field further down: its value, and what is marked when the path ends here. */
function step(node: unknown, by: string | number): { readonly node: unknown; readonly mark: Offsets } | undefined {
  if (isSeq(node)) {
    const item = node.items[Number(by)] as Node | undefined;
    return item?.range ? { node: item, mark: item.range } : undefined;
  }
  const pair = pairOf(node, String(by));
  const key = pair?.key as Node | undefined;
  const value = pair?.value as Node | null | undefined;
  if (!key?.range) return undefined;
  return { node: value, mark: [key.range[0], value?.range?.[1] ?? key.range[1]] };
}

/** Where a field of the API server's path stands: from its key to the end of its value or line; an absent field is marked where it would be missed. */
export function locate(document: Document.Parsed, path: string, lines: LineCounter, text: string): Range {
  let node: unknown = document.contents;
  let mark: Offsets | undefined = document.contents?.range ?? undefined;
  let reached = true;
  for (const by of steps(path)) {
    if (isAlias(node)) node = node.resolve(document);
    const next = step(node, by);
    if (!next) {
      reached = false;
      break;
    }
    ({ node, mark } = next);
  }
  const other = Object.hasOwn(WRITTEN_AS, path) ? WRITTEN_AS[path] : undefined;
  if (!reached && other !== undefined) return locate(document, other, lines, text);
  return mark ? rangeOf(mark, lines, text) : START;
}
