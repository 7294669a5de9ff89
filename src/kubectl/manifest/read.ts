import { type ManifestDocument, readDocument } from './document.ts';
import { type Stretch, split, splitAgain } from './split.ts';

/** A document and the line (from 0) on which it begins in its file. */
export interface PlacedDocument {
  readonly document: ManifestDocument;
  readonly line: number;
}

/** A file as it was read; hand it in again with the next text, and documents that did not change stay the same objects. */
export interface Manifest {
  readonly text: string;
  readonly documents: readonly PlacedDocument[];
  /** How the text was cut, and the document of each stretch that has one. */
  readonly stretches: ReadonlyMap<Stretch, ManifestDocument | undefined>;
  /** A reason not to read the file at all. */
  readonly refusal?: string;
}

/** Characters beyond which a file is not read: five thousand Services with their endpoints still fit. */
const MOST_CHARACTERS = 6_000_000;
const MOST_DOCUMENTS = 20_000;

/** A stop on the way: how many documents of a file have been read, and how many there are. */
export interface ReadProgress {
  readonly done: number;
  readonly of: number;
  /** Letters that the work since the last stop was about: how long it took, whatever the machine. */
  readonly letters: number;
}

/**
 * Reads a file with stops on the way; the file as it was read comes last. Never throws, and takes time in proportion to
 * what has changed: documents whose text is known are handed on without a stop.
 */
export function* readInSteps(text: string, previous?: Manifest): Generator<ReadProgress, Manifest> {
  if (text.length > MOST_CHARACTERS) return tooMuch(text.length, MOST_CHARACTERS, 'characters');
  const before = previous?.stretches ?? new Map<Stretch, ManifestDocument | undefined>();
  const cut = previous && before.size > 0 ? splitAgain(text, previous.text, [...before.keys()]) : split(text);
  if (cut.length > MOST_DOCUMENTS) return tooMuch(cut.length, MOST_DOCUMENTS, 'documents');
  const moved = new Moved(previous);
  const stretches = new Map<Stretch, ManifestDocument | undefined>();
  const documents: PlacedDocument[] = [];
  let line = 0;
  for (const stretch of cut) {
    const same = before.get(stretch) ?? moved.document(stretch.text);
    const progress = { done: stretches.size, of: cut.length };
    const document = same ?? (stretch.text === undefined ? undefined : yield* read(stretch.text, progress));
    stretches.set(stretch, document);
    if (document) documents.push({ document, line });
    line += stretch.lines;
  }
  return { text, documents, stretches };
}

function* read(text: string, progress: Omit<ReadProgress, 'letters'>): Generator<ReadProgress, ManifestDocument> {
  const steps = readDocument(text);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield { ...progress, letters: step.value };
  }
}

/** Documents of the earlier text by what they say, looked up only when one is not where it was. */
class Moved {
  private byText: Map<string, ManifestDocument> | undefined;

  constructor(private readonly previous: Manifest | undefined) {}

  document(text: string | undefined): ManifestDocument | undefined {
    if (text === undefined || !this.previous) return undefined;
    this.byText ??= new Map(this.previous.documents.map(({ document }) => [document.text, document]));
    return this.byText.get(text);
  }
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
    text: '',
    documents: [],
    stretches: new Map(),
    refusal: `this file has ${count(is)} ${what}; a file of more than ${count(most)} is not read`,
  };
}
