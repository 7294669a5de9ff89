import {
  browserShelf,
  fetchLesson,
  type LessonCard,
  type LessonFault,
  type Opened,
  type OpenedLesson,
  readKeptFiles,
} from '../opening/index.ts';
import { dropWaitingEdit } from './actions.ts';
import { expectCluster, startCluster } from './session.ts';
import { type PortolanState, store } from './state.ts';

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

/** Which address was followed last: an example that comes late must not push away the one chosen after it. */
let turn = 0;

function put({ card, prose, original, files }: OpenedLesson, fault: LessonFault | undefined): void {
  const active = store.getState().activeFile;
  const activeFile = card.files.includes(active) ? active : (card.files[0] ?? '');
  dropWaitingEdit();
  store.setState({ ...FRESH, lesson: card, prose, original, files, activeFile, lessonFault: fault });
}

/** Opens the example that an address names. What goes wrong is said on the page; the text that is there stays. */
export async function openAddressed(hash: string): Promise<void> {
  turn += 1;
  const mine = turn;
  const { lesson, fault } = await fetchLesson(hash, browserShelf(), store.getState().lesson === undefined);
  if (mine !== turn) return;
  if (lesson === undefined) return store.setState({ lessonFault: fault });
  put(lesson, fault);
  startCluster(lesson.files, lesson.card.seed);
}

/** Takes over what the address of this visit opens; its cluster has been asked for already. */
export function takeOpening({ lesson, fault }: Opened): void {
  if (turn !== 0) return;
  if (lesson === undefined) return store.setState({ lessonFault: fault });
  put(lesson, fault);
  expectCluster();
}

/** Follows the address: the gallery, links in prose and the browser's own buttons all work by it. */
export function followAddress(): void {
  window.addEventListener('hashchange', () => void openAddressed(window.location.hash));
}

/** Which examples have text of the person's own. */
export function editedLessons(cards: readonly LessonCard[]): ReadonlySet<string> {
  const shelf = browserShelf();
  return new Set(cards.map(({ folder }) => folder).filter((folder) => readKeptFiles(shelf, folder) !== undefined));
}
