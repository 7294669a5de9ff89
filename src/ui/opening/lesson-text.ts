import type { ManifestFile } from '../../worker/protocol.ts';
import type { LessonCard } from './lesson-card.ts';
import { readKeptFiles, type Shelf } from './shelf.ts';

const addressOf = (path: string): string => `${import.meta.env.BASE_URL}lessons/${path}`;

/** Fetches one file. A server that answers every address with its first page has not got the file. */
async function fetchText(path: string): Promise<string> {
  const answer = await fetch(addressOf(path));
  const isPage = answer.headers.get('Content-Type')?.startsWith('text/html') === true;
  if (!answer.ok || isPage) throw new Error(`lessons/${path}: ${answer.ok ? '404 Not Found' : answer.status}`);
  return answer.text();
}

let index: Promise<readonly LessonCard[]> | undefined;

/** Every example there is, by name. Asked for once; after a failure, again. */
export function lessonCards(): Promise<readonly LessonCard[]> {
  index ??= fetchText('index.json')
    .then((text) => JSON.parse(text) as readonly LessonCard[])
    .catch((error: unknown) => {
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

/** An example with its texts: its own, and what the person made of them at the last visit. */
export interface LessonText {
  readonly card: LessonCard;
  /** Markdown without its front matter. */
  readonly prose: string;
  readonly original: readonly ManifestFile[];
  readonly files: readonly ManifestFile[];
}

/** What an address opens: an example, a fault, or the first example in the place of one that does not exist. */
export interface Opened {
  readonly lesson?: LessonText;
  readonly fault?: LessonFault;
}

/** What was kept, and those of the example's files that were not there when it was. */
function withKept(original: readonly ManifestFile[], kept: readonly ManifestFile[] = []): readonly ManifestFile[] {
  const text = new Map(kept.map((file) => [file.name, file.text]));
  return original.map((file) => ({ name: file.name, text: text.get(file.name) ?? file.text }));
}

const withoutFrontMatter = (text: string): string => text.replace(/^---\n.*?\n---\n/s, '').trim();

async function lessonText(card: LessonCard, shelf: Shelf): Promise<LessonText> {
  const [prose = '', ...texts] = await Promise.all(
    ['lesson.md', ...card.files].map((file) => fetchText(`${card.folder}/${file}`)),
  );
  const original = card.files.map((name, at) => ({ name, text: texts[at] ?? '' }));
  const files = withKept(original, readKeptFiles(shelf, card.folder));
  return { card, prose: withoutFrontMatter(prose), original, files };
}

/**
 * Fetches the example that an address names, and the first one when it names none. An address of an example that does not
 * exist gives a fault, and the first example if `orFirst`. Never rejects: what went wrong is a fault.
 */
export async function fetchLesson(hash: string, shelf: Shelf, orFirst: boolean): Promise<Opened> {
  const folder = lessonIn(hash);
  try {
    const cards = await lessonCards();
    const [first] = cards;
    const card = folder === undefined ? first : cards.find((one) => one.folder === folder);
    const fault = card === undefined ? { folder: folder ?? '', why: 'There is no example of this name.' } : undefined;
    const instead = card ?? (orFirst ? first : undefined);
    return { ...(instead && { lesson: await lessonText(instead, shelf) }), ...(fault && { fault }) };
  } catch (error) {
    return { fault: { folder: folder ?? '', why: error instanceof Error ? error.message : String(error) } };
  }
}
