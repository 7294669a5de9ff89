import { isRecord, readPart, type Shelf, writePart } from '../opening/index.ts';
import type { Panes, Theme } from './state.ts';

/** What the browser keeps between visits. A part that was never kept, or is malformed, is absent. */
export interface Kept {
  readonly activeFile?: string;
  readonly theme?: Theme;
  readonly panes?: Partial<Panes>;
  readonly speed?: number;
}

/** The version is part of the key: a later format leaves these alone and starts afresh. */
const keyFor = (part: keyof Kept): string => `portolan/1/${part}`;

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

/** Keeps one part. Says why when the browser refuses (storage full or shut off), and never throws. */
export function keep<Part extends keyof Kept>(
  shelf: Shelf,
  part: Part,
  value: NonNullable<Kept[Part]>,
): string | undefined {
  return writePart(shelf, keyFor(part), value);
}
