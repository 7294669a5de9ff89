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
const MOST_CHARACTERS = 6_000_000;
const MOST_DOCUMENTS = 20_000;

/** How many documents of a file have been read, and how many there are. */
export interface ReadProgress {
  readonly done: number;
  readonly of: number;
}

/**
 * Reads a file document by document; the file as it was read comes last. Never throws, and takes time in proportion to
 * what has changed: documents whose text is known are handed on without a stop.
 */
export function* readInSteps(text: string, previous?: Manifest): Generator<ReadProgress, Manifest> {
  if (text.length > MOST_CHARACTERS) return tooMuch(text.length, MOST_CHARACTERS, 'characters');
  const parts = splitDocuments(text);
  if (parts.length > MOST_DOCUMENTS) return tooMuch(parts.length, MOST_DOCUMENTS, 'documents');
  const known = new Map(previous?.documents.map(({ document }) => [document.text, document]));
  const documents: PlacedDocument[] = [];
  for (const part of parts) {
    const same = known.get(part.text);
    documents.push({ document: same ?? readDocument(part.text), line: part.line });
    if (!same) yield { done: documents.length, of: parts.length };
  }
  return { documents };
}

/** Reads a file in one go. */
export function readManifest(text: string, previous?: Manifest): Manifest {
  const steps = readInSteps(text, previous);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

function tooMuch(is: number, most: number, what: string): Manifest {
  const count = (value: number): string => value.toLocaleString('en-US');
  return {
    documents: [],
    refusal: `this file has ${count(is)} ${what}; a file of more than ${count(most)} is not read`,
  };
}
