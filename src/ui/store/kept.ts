import type { ManifestFile } from '../../worker/protocol.ts';
import type { Panes, Theme } from './state.ts';

/** What the browser keeps between visits. A part that was never kept, or is malformed, is absent. */
export interface Kept {
  readonly activeFile?: string;
  readonly theme?: Theme;
  readonly panes?: Partial<Panes>;
  readonly speed?: number;
}

/** The part of the browser's storage that is used here, so that tests can hand in their own. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The version is part of the key: a later format leaves these alone and starts afresh. */
const keyFor = (part: keyof Kept): string => `portolan/1/${part}`;

/** Every example's text has a key of its own. */
const filesKey = (lesson: string): string => `portolan/1/files/${lesson}`;

type Json = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isFile = (value: unknown): value is ManifestFile =>
  isRecord(value) && typeof value.name === 'string' && typeof value.text === 'string';

const oneOf =
  <T extends string>(...words: readonly T[]) =>
  (value: unknown): value is T =>
    words.some((word) => word === value);

const isInspectorTab = oneOf('now', 'object', 'rules', 'conntrack');
const isNarrowTab = oneOf('chart', 'manifests', 'now');
const isLens = oneOf('concept', 'wire');
const isTheme = oneOf('light', 'dark');

function isLayouts(value: unknown): value is Panes['layouts'] {
  return (
    isRecord(value) &&
    Object.values(value).every(
      (layout) => isRecord(layout) && Object.values(layout).every((share) => Number.isFinite(share)),
    )
  );
}

function panesOf(value: unknown): Partial<Panes> {
  if (!isRecord(value)) return {};
  const { layouts, inspectorTab, narrowTab, eventsOpen, proseFolded, lens, controlPlane, defaults } = value;
  return {
    ...(isLayouts(layouts) && { layouts }),
    ...(isInspectorTab(inspectorTab) && { inspectorTab }),
    ...(isNarrowTab(narrowTab) && { narrowTab }),
    ...(typeof eventsOpen === 'boolean' && { eventsOpen }),
    ...(typeof proseFolded === 'boolean' && { proseFolded }),
    ...(isLens(lens) && { lens }),
    ...(typeof controlPlane === 'boolean' && { controlPlane }),
    ...(typeof defaults === 'boolean' && { defaults }),
  };
}

function readPart(shelf: Shelf, key: string): unknown {
  try {
    const text = shelf.getItem(key);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads what the last visit kept. Anything malformed is as if it had never been kept. */
export function readKept(shelf: Shelf): Kept {
  const [activeFile, theme, panes, speed] = (['activeFile', 'theme', 'panes', 'speed'] as const).map((part) =>
    readPart(shelf, keyFor(part)),
  );
  return {
    ...(typeof activeFile === 'string' && { activeFile }),
    ...(isTheme(theme) && { theme }),
    ...(panes !== undefined && { panes: panesOf(panes) }),
    ...(typeof speed === 'number' && speed > 0 && Number.isFinite(speed) && { speed }),
  };
}

function write(shelf: Shelf, key: string, value: unknown): string | undefined {
  try {
    shelf.setItem(key, JSON.stringify(value));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Keeps one part. Says why when the browser refuses (storage full or shut off), and never throws. */
export function keep<Part extends keyof Kept>(
  shelf: Shelf,
  part: Part,
  value: NonNullable<Kept[Part]>,
): string | undefined {
  return write(shelf, keyFor(part), value);
}

/** What a person made of an example's text; undefined when nothing, or when what was kept is malformed. */
export function readKeptFiles(shelf: Shelf, lesson: string): readonly ManifestFile[] | undefined {
  const files = readPart(shelf, filesKey(lesson));
  return Array.isArray(files) && files.length > 0 && files.every(isFile) ? files : undefined;
}

/** Keeps an example's text. Says why when the browser refuses. */
export function keepFiles(shelf: Shelf, lesson: string, files: readonly ManifestFile[]): string | undefined {
  return write(shelf, filesKey(lesson), files);
}

/** Forgets what was made of an example's text. */
export function forgetFiles(shelf: Shelf, lesson: string): void {
  try {
    shelf.removeItem(filesKey(lesson));
  } catch {
    // A browser that shuts off storage has kept nothing either.
  }
}
