import { type ManifestDocument, readDocument } from './document.ts';
import { splitDocuments } from './split.ts';

/** A document and the line (from 0) on which it begins in its file. */
export interface PlacedDocument {
  readonly document: ManifestDocument;
  readonly line: number;
}

/** A file as it was read; hand it in again with the next text, and documents that did not change stay the same objects. */
export interface Manifest {
  readonly documents: readonly PlacedDocument[];
  /** A reason not to read the file at all. */
  readonly refusal?: string;
}

/** Characters beyond which a file is not read: five thousand Services with their endpoints still fit. */
const MOST_CHARACTERS = 3_000_000;
const MOST_DOCUMENTS = 20_000;

/** Reads a file. Never throws, and takes time in proportion to what has changed. */
export function readManifest(text: string, previous?: Manifest): Manifest {
  if (text.length > MOST_CHARACTERS) return tooMuch(text.length, MOST_CHARACTERS, 'characters');
  const parts = splitDocuments(text);
  if (parts.length > MOST_DOCUMENTS) return tooMuch(parts.length, MOST_DOCUMENTS, 'documents');
  const known = new Map((previous?.documents ?? []).map(({ document }) => [document.text, document]));
  return {
    documents: parts.map((part) => ({ document: known.get(part.text) ?? readDocument(part.text), line: part.line })),
  };
}

function tooMuch(is: number, most: number, what: string): Manifest {
  const count = (value: number): string => value.toLocaleString('en-US');
  return {
    documents: [],
    refusal: `this file has ${count(is)} ${what}; a file of more than ${count(most)} is not read`,
  };
}
