import type { ManifestFile } from '../../worker/protocol.ts';
import { dropWaitingEdit } from './actions.ts';
import { browserShelf } from './keeper.ts';
import { readKeptFiles } from './kept.ts';
import type { LessonCard } from './lesson-card.ts';
import { startCluster } from './session.ts';
import { type LessonFault, type PortolanState, store } from './state.ts';

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

/** What was kept, and those of the example's files that were not there when it was. */
function withKept(original: readonly ManifestFile[], kept: readonly ManifestFile[] = []): readonly ManifestFile[] {
  const text = new Map(kept.map((file) => [file.name, file.text]));
  return original.map((file) => ({ name: file.name, text: text.get(file.name) ?? file.text }));
}

/** Everything that belongs to the cluster before, gone. */
const FRESH = {
  things: new Map(),
  conversations: new Map(),
  events: [],
  problems: [],
  selection: undefined,
  lit: undefined,
  lessonFault: undefined,
  refusal: undefined,
  undoable: [],
  deed: undefined,
  shown: 'present',
} as const satisfies Partial<PortolanState>;

const withoutFrontMatter = (text: string): string => text.replace(/^---\n.*?\n---\n/s, '').trim();

async function fetchLesson(card: LessonCard): Promise<readonly [prose: string, files: readonly ManifestFile[]]> {
  const [prose = '', ...texts] = await Promise.all(
    ['lesson.md', ...card.files].map((file) => fetchText(`${card.folder}/${file}`)),
  );
  return [withoutFrontMatter(prose), card.files.map((name, at) => ({ name, text: texts[at] ?? '' }))];
}

/** Which call was the last: an example that comes late must not push away the one chosen after it. */
let turn = 0;

async function put(card: LessonCard, mine: number, fault: LessonFault | undefined): Promise<void> {
  const [prose, original] = await fetchLesson(card);
  if (mine !== turn) return;
  const files = withKept(original, readKeptFiles(browserShelf(), card.folder));
  const active = store.getState().activeFile;
  const activeFile = card.files.includes(active) ? active : (card.files[0] ?? '');
  dropWaitingEdit();
  store.setState({ ...FRESH, lesson: card, prose, original, files, activeFile, lessonFault: fault });
  startCluster(files, card.seed);
}

/** Opens the example that the address names; the first one when it names none, or one that does not exist and none is open. */
async function open(folder: string | undefined, mine: number): Promise<void> {
  const cards = await lessonCards();
  const [first] = cards;
  const card = folder === undefined ? first : cards.find((one) => one.folder === folder);
  const fault = card === undefined ? { folder: folder ?? '', why: 'There is no example of this name.' } : undefined;
  const instead = card ?? (store.getState().lesson === undefined ? first : undefined);
  if (instead === undefined) store.setState({ lessonFault: fault });
  else await put(instead, mine, fault);
}

/** Opens the example that an address names. What goes wrong is said on the page; the text that is there stays. */
export async function openAddressed(hash: string): Promise<void> {
  turn += 1;
  const folder = lessonIn(hash);
  try {
    await open(folder, turn);
  } catch (error) {
    store.setState({
      lessonFault: { folder: folder ?? '', why: error instanceof Error ? error.message : String(error) },
    });
  }
}

/** Follows the address: the gallery, links in prose and the browser's own buttons all work by it. */
export function followAddress(): void {
  window.addEventListener('hashchange', () => void openAddressed(window.location.hash));
  void openAddressed(window.location.hash);
}

/** Which examples have text of the person's own. */
export function editedLessons(cards: readonly LessonCard[]): ReadonlySet<string> {
  const shelf = browserShelf();
  return new Set(cards.map(({ folder }) => folder).filter((folder) => readKeptFiles(shelf, folder) !== undefined));
}
