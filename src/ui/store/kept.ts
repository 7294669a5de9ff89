import type { ManifestFile } from '../../worker/protocol.ts';
import type { Panes, Theme } from './state.ts';

/** What the browser keeps between visits. A part that was never kept, or is malformed, is absent. */
export interface Kept {
  readonly files?: readonly ManifestFile[];
  readonly activeFile?: string;
  readonly theme?: Theme;
  readonly panes?: Partial<Panes>;
  readonly speed?: number;
}

/** The part of the browser's storage that is used here, so that tests can hand in their own. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The version is part of the key: a later format leaves these alone and starts afresh. */
const keyFor = (part: keyof Kept): string => `portolan/1/${part}`;

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
  const { layouts, inspectorTab, narrowTab, eventsOpen } = value;
  return {
    ...(isLayouts(layouts) && { layouts }),
    ...(isInspectorTab(inspectorTab) && { inspectorTab }),
    ...(isNarrowTab(narrowTab) && { narrowTab }),
    ...(typeof eventsOpen === 'boolean' && { eventsOpen }),
  };
}

function readPart(shelf: Shelf, part: keyof Kept): unknown {
  try {
    const text = shelf.getItem(keyFor(part));
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads what the last visit kept. Anything malformed is as if it had never been kept. */
export function readKept(shelf: Shelf): Kept {
  const [files, activeFile, theme, panes, speed] = (['files', 'activeFile', 'theme', 'panes', 'speed'] as const).map(
    (part) => readPart(shelf, part),
  );
  return {
    ...(Array.isArray(files) && files.length > 0 && files.every(isFile) && { files }),
    ...(typeof activeFile === 'string' && { activeFile }),
    ...(isTheme(theme) && { theme }),
    ...(panes !== undefined && { panes: panesOf(panes) }),
    ...(typeof speed === 'number' && speed > 0 && Number.isFinite(speed) && { speed }),
  };
}

/** Keeps one part. Says why when the browser refuses (storage full or shut off), and never throws. */
export function keep<Part extends keyof Kept>(
  shelf: Shelf,
  part: Part,
  value: NonNullable<Kept[Part]>,
): string | undefined {
  try {
    shelf.setItem(keyFor(part), JSON.stringify(value));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Forgets one part. */
export function forget(shelf: Shelf, part: keyof Kept): void {
  try {
    shelf.removeItem(keyFor(part));
  } catch {
    // A browser that shuts off storage has kept nothing either.
  }
}
