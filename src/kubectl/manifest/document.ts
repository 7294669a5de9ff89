import { type Document, LineCounter } from 'yaml';
import { type DoubledKey, doubledKeys } from './doubled-keys.ts';
import { locate } from './locate.ts';
import { parseInSteps, plainValue, sentenceOf } from './parse.ts';
import { type Range, START } from './range.ts';
import { faultOf, type SyntaxFault } from './syntax-fault.ts';

/** One document of a manifest as it was read. The same text gives the same object, so identity tells whether it changed. */
export interface ManifestDocument {
  readonly text: string;
  /** Plain data; of doubled keys the last. Undefined when the YAML is broken. */
  readonly value: unknown;
  readonly fault?: SyntaxFault;
  readonly doubled: readonly DoubledKey[];
  /** Where a field of the API server's path (`spec.ports[1].nodePort`) stands, or the nearest thing around it. */
  locate(path: string): Range;
}

/** Reads one document, stopping on the way with the letters that the last part of the work was about. Never throws: what cannot be read has a `fault`. */
export function* readDocument(text: string): Generator<number, ManifestDocument> {
  const lines = new LineCounter();
  try {
    const document = yield* parseInSteps(text, lines);
    yield text.length;
    const read = readingOf(text, document, lines);
    yield text.length;
    return read;
  } catch (error) {
    return broken(text, { message: sentenceOf(error), range: START });
  }
}

function broken(text: string, fault: SyntaxFault): ManifestDocument {
  return { text, value: undefined, fault, doubled: [], locate: () => fault.range };
}

function readingOf(text: string, document: Document.Parsed, lines: LineCounter): ManifestDocument {
  const fault = faultOf(document.errors, lines, text);
  if (fault) return broken(text, fault);
  const value = plainValue(document);
  const doubled = [...doubledKeys(document.contents, lines, text)];
  return { text, value, doubled, locate: (path) => locate(document, path, lines, text) };
}
