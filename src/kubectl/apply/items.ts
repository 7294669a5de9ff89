import type { ManifestDocument } from '../manifest/document.ts';
import type { PlacedDocument } from '../manifest/read.ts';

/** One object of a file: a document, or an element of a document that is a list: one with `items`, whatever its kind. */
export interface Item {
  readonly file: string;
  readonly document: ManifestDocument;
  readonly line: number;
  readonly value: unknown;
  /** Where the object stands in its document: empty, or `items[3]`. */
  readonly at: string;
  /** Letters of its text; elements of a list have an even share. */
  readonly letters: number;
}

/** The objects of a document; none when it says nothing. */
export function itemsIn(file: string, { document, line }: PlacedDocument): readonly Item[] {
  const item: Item = { file, document, line, value: document.value, at: '', letters: document.text.length };
  const { kind, items } = (document.value ?? {}) as { kind?: unknown; items?: unknown };
  if (typeof kind !== 'string' || !Array.isArray(items)) return document.value === null ? [] : [item];
  const letters = document.text.length / items.length;
  return items.map((value: unknown, i) => ({
    ...item,
    letters,
    value: element(value, document.value),
    at: `items[${i}]`,
  }));
}

/** An element of a `ServiceList` need not say that it is a Service. Models apimachinery's UnstructuredList decoding (v1.36). */
function element(value: unknown, list: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { kind, apiVersion } = list as { readonly kind: string; readonly apiVersion?: unknown };
  const own = value as { readonly kind?: unknown; readonly apiVersion?: unknown };
  if (own.kind !== undefined || kind === 'List' || !kind.endsWith('List')) return value;
  return { apiVersion: own.apiVersion ?? apiVersion, ...value, kind: kind.slice(0, -'List'.length) };
}

/** Namespaces and Nodes first, whatever their place in the text: what lives in them can then be written in one go. */
export function byDependency(items: readonly Item[]): readonly Item[] {
  const rank = ({ value }: Item): number => {
    const kind = (value as { kind?: unknown } | null)?.kind;
    return kind === 'Namespace' ? 0 : kind === 'Node' ? 1 : 2;
  };
  return [...items].sort((one, other) => rank(one) - rank(other));
}
