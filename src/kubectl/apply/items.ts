import type { ManifestDocument } from '../manifest/document.ts';
import type { PlacedDocument } from '../manifest/read.ts';

/** One object of a file: a document, or an element of a document that is a `List`. */
export interface Item {
  readonly file: string;
  readonly document: ManifestDocument;
  readonly line: number;
  readonly value: unknown;
  /** Where the object stands in its document: empty, or `items[3]`. */
  readonly at: string;
}

/** The objects of a document; none when it says nothing. */
export function itemsIn(file: string, { document, line }: PlacedDocument): readonly Item[] {
  const item: Item = { file, document, line, value: document.value, at: '' };
  const { kind, items } = (document.value ?? {}) as { kind?: unknown; items?: unknown };
  if (kind !== 'List' || !Array.isArray(items)) return document.value === null ? [] : [item];
  return items.map((value: unknown, i) => ({ ...item, value, at: `items[${i}]` }));
}

/** Namespaces and Nodes first, whatever their place in the text: what lives in them can then be written in one go. */
export function byDependency(items: readonly Item[]): readonly Item[] {
  const rank = ({ value }: Item): number => {
    const kind = (value as { kind?: unknown } | null)?.kind;
    return kind === 'Namespace' ? 0 : kind === 'Node' ? 1 : 2;
  };
  return [...items].sort((one, other) => rank(one) - rank(other));
}
