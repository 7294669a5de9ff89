import type { ManifestFile } from '../../worker/protocol.ts';

/** The part of the browser's storage that is used here, so that tests can hand in their own. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** A shelf that keeps nothing, for browsers that shut storage off. */
const noShelf: Shelf = {
  getItem: () => null,
  setItem: () => {
    throw new Error('this browser keeps nothing for this page');
  },
  removeItem: () => undefined,
};

/** The browser's storage. Merely naming it throws in some private windows. */
export function browserShelf(): Shelf {
  try {
    return window.localStorage;
  } catch {
    return noShelf;
  }
}

/** Every example's text has a key of its own. */
const filesKey = (lesson: string): string => `portolan/1/files/${lesson}`;

type Json = Readonly<Record<string, unknown>>;

/** Whether something read from the shelf is an object. */
export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isFile = (value: unknown): value is ManifestFile =>
  isRecord(value) && typeof value.name === 'string' && typeof value.text === 'string';

/** Reads one part of what is kept; undefined when nothing is, or when it is malformed. */
export function readPart(shelf: Shelf, key: string): unknown {
  try {
    const text = shelf.getItem(key);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Keeps a part. Says why when the browser refuses (storage full or shut off), and never throws. */
export function writePart(shelf: Shelf, key: string, value: unknown): string | undefined {
  try {
    shelf.setItem(key, JSON.stringify(value));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** What a person made of an example's text; undefined when nothing, or when what was kept is malformed. */
export function readKeptFiles(shelf: Shelf, lesson: string): readonly ManifestFile[] | undefined {
  const files = readPart(shelf, filesKey(lesson));
  return Array.isArray(files) && files.length > 0 && files.every(isFile) ? files : undefined;
}

/** Keeps an example's text. Says why when the browser refuses. */
export function keepFiles(shelf: Shelf, lesson: string, files: readonly ManifestFile[]): string | undefined {
  return writePart(shelf, filesKey(lesson), files);
}

/** Forgets what was made of an example's text. */
export function forgetFiles(shelf: Shelf, lesson: string): void {
  try {
    shelf.removeItem(filesKey(lesson));
  } catch {
    // A browser that shuts off storage has kept nothing either.
  }
}
