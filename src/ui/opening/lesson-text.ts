import type { ManifestFile } from '../../worker/protocol.ts';
import type { LessonCard } from './lesson-card.ts';
import { readKeptFiles, type Shelf } from './shelf.ts';

const addressOf = (path: string): string => `${import.meta.env.BASE_URL}lessons/${path}`;

/** Fetches one file; undefined when there is none. Some servers answer every address with their first page. */
async function fetchText(path: string): Promise<string | undefined> {
  const answer = await fetch(addressOf(path));
  const isPage = answer.headers.get('Content-Type')?.startsWith('text/html') === true;
  if (answer.status === 404 || (answer.ok && isPage)) return undefined;
  if (!answer.ok) throw new Error(`lessons/${path}: ${answer.status} ${answer.statusText}`);
  return answer.text();
}

async function fetchCards(): Promise<readonly LessonCard[]> {
  const text = await fetchText('index.json');
  if (text === undefined) throw new Error('lessons/index.json: 404 Not Found');
  return JSON.parse(text) as readonly LessonCard[];
}

let index: Promise<readonly LessonCard[]> | undefined;

/** Every example there is, by name. Asked for once; after a failure, again. */
export function lessonCards(): Promise<readonly LessonCard[]> {
  index ??= fetchCards().catch((error: unknown) => {
    index = undefined;
    throw error;
  });
  return index;
}

/** The example that an address names: `#lesson=02-ports`. */
export function lessonIn(hash: string): string | undefined {
  return new URLSearchParams(hash.replace(/^#/, '')).get('lesson') ?? undefined;
}

/** The address that opens an example. */
export function linkTo(folder: string): string {
  return `#lesson=${folder}`;
}

/** An example that could not be opened, and why. What was open before stays open. */
export interface LessonFault {
  readonly folder: string;
  readonly why: string;
}

/** An example whole, as it is served. */
export interface LessonText {
  readonly card: LessonCard;
  /** Markdown without its front matter. */
  readonly prose: string;
  /** Its own text, in the order of the tabs. */
  readonly original: readonly ManifestFile[];
}

/** An example, and what the person made of its text at the last visit. */
export interface OpenedLesson extends LessonText {
  readonly files: readonly ManifestFile[];
}

/** What an address opens: an example, a fault, or the first example in the place of one that does not exist. */
export interface Opened {
  readonly lesson?: OpenedLesson;
  readonly fault?: LessonFault;
}

/** What was kept, and those of the example's files that were not there when it was. */
function withKept(original: readonly ManifestFile[], kept: readonly ManifestFile[] = []): readonly ManifestFile[] {
  const text = new Map(kept.map((file) => [file.name, file.text]));
  return original.map((file) => ({ name: file.name, text: text.get(file.name) ?? file.text }));
}

/** One request an example, so that nothing waits for an answer before it can ask. `first` is the first of the index. */
async function whole(name: string, shelf: Shelf): Promise<OpenedLesson | undefined> {
  const text = await fetchText(`${encodeURIComponent(name)}.json`);
  if (text === undefined) return undefined;
  const lesson = JSON.parse(text) as LessonText;
  return { ...lesson, files: withKept(lesson.original, readKeptFiles(shelf, lesson.card.folder)) };
}

async function addressed(folder: string, shelf: Shelf, orFirst: boolean): Promise<Opened> {
  const lesson = await whole(folder, shelf);
  if (lesson) return { lesson };
  const first = orFirst ? await whole('first', shelf) : undefined;
  return { ...(first && { lesson: first }), fault: { folder, why: 'There is no example of this name.' } };
}

/**
 * Fetches the example that an address names, and the first one when it names none. An address of an example that does not
 * exist gives a fault, and the first example if `orFirst`. Never rejects: what went wrong is a fault.
 */
export async function fetchLesson(hash: string, shelf: Shelf, orFirst: boolean): Promise<Opened> {
  const folder = lessonIn(hash);
  try {
    return await addressed(folder ?? 'first', shelf, orFirst && folder !== undefined);
  } catch (error) {
    return { fault: { folder: folder ?? '', why: error instanceof Error ? error.message : String(error) } };
  }
}
