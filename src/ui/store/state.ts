import { useStore as useZustand } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type {
  ClusterEvent,
  Conversation,
  Detail,
  Instant,
  ManifestFile,
  Problem,
  Progress,
  Thing,
  UndoableAction,
} from '../../worker/protocol.ts';
import type { LessonCard, LessonFault } from '../opening/index.ts';
import type { FieldOf } from './manifest-place.ts';

/** What the person has clicked: a thing of the chart, a conversation (with one of its packets), or a machine by name. */
export type Selection =
  | { readonly of: 'thing'; readonly id: string }
  | { readonly of: 'conversation'; readonly id: string; readonly flight?: string }
  | { readonly of: 'node'; readonly name: string };

/**
 * What was done last by a click, to be said and, where that is possible, taken back. `action`: done to the cluster;
 * `edit`: done to the text, with the files before and after; `told`: nothing to take back.
 */
export type Deed =
  | { readonly of: 'action'; readonly says: string }
  | {
      readonly of: 'edit';
      readonly says: string;
      readonly before: readonly ManifestFile[];
      readonly after: readonly ManifestFile[];
    }
  | { readonly of: 'told'; readonly says: string };

/** A field that is pointed at, in the text (by the caret or the pointer), by a rule or by a thing of the chart that comes from it: it lights up everywhere. */
export interface Lit extends FieldOf {
  readonly by: 'caret' | 'pointer' | 'rule' | 'chart';
}

export type Theme = 'light' | 'dark';

/** The inspector's pages. */
export type InspectorTab = 'now' | 'object' | 'rules' | 'conntrack';

/** How the chart is looked at: by what things mean, or by where they are. */
export type LensName = 'concept' | 'wire';

/** Which pane fills a narrow window. */
export type NarrowTab = 'chart' | 'manifests' | 'now';

/** How the page is divided, and which page of each pane is open. */
export interface Panes {
  /** Per arrangement of panes (`wide`, `wide packet` …): the width of each side pane in CSS px, as the person dragged it. */
  readonly layouts: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly inspectorTab: InspectorTab;
  readonly narrowTab: NarrowTab;
  readonly eventsOpen: boolean;
  readonly lens: LensName;
  /** Who watched and wrote what is shown over the chart. */
  readonly controlPlane: boolean;
  /** The example's prose shows its title only. */
  readonly proseFolded: boolean;
  /** What the server added to the text is shown between its lines. */
  readonly defaults: boolean;
}

/** How the engine in the Worker is. `failed` keeps the text: nothing typed is lost. */
export type Engine = 'starting' | 'running' | 'failed';

/** Everything the page knows. The play-head is not here: it moves every frame (see play-head.ts). */
export interface PortolanState {
  readonly things: ReadonlyMap<string, Thing>;
  readonly conversations: ReadonlyMap<string, Conversation>;
  /** Oldest first. */
  readonly events: readonly ClusterEvent[];
  /** All problems of the text as it was last applied. */
  readonly problems: readonly Problem[];
  /** The details that are open, by `detailKey`. */
  readonly details: ReadonlyMap<string, Detail>;
  /** The example that is open; undefined until the first has come. */
  readonly lesson: LessonCard | undefined;
  /** Its text, as Markdown. */
  readonly prose: string;
  readonly lessonFault: LessonFault | undefined;
  readonly files: readonly ManifestFile[];
  /** The scenario's own text, to go back to. */
  readonly original: readonly ManifestFile[];
  readonly activeFile: string;
  readonly selection: Selection | undefined;
  readonly lit: Lit | undefined;
  readonly theme: Theme;
  readonly panes: Panes;
  readonly engine: Engine;
  /** Why the engine failed, in its own words. */
  readonly failure: string | undefined;
  /** How far a long text has come on its way into the cluster. */
  readonly progress: Progress | undefined;
  /** The revision of the shown cluster. */
  readonly revision: number;
  /** Whether the chart shows the cluster as it is, or as it was at an instant of the past. */
  readonly shown: 'present' | Instant;
  /** Why the last save to the browser's storage did not work; the text is then only on this page. */
  readonly unsaved: string | undefined;
  /** Actions on the cluster that can be taken back, the newest last. */
  readonly undoable: readonly UndoableAction[];
  readonly deed: Deed | undefined;
  /** The last command that was refused, in the API server's words. */
  readonly refusal: string | undefined;
  readonly menu: Menu | undefined;
}

/** The menu of what one can do to an object, and where it is open: in CSS pixels of the window. */
export interface Menu {
  readonly of: string;
  readonly x: number;
  readonly y: number;
}

const EMPTY: PortolanState = {
  things: new Map(),
  conversations: new Map(),
  events: [],
  problems: [],
  details: new Map(),
  lesson: undefined,
  prose: '',
  lessonFault: undefined,
  files: [],
  original: [],
  activeFile: 'app.yaml',
  selection: undefined,
  lit: undefined,
  theme: 'light',
  panes: {
    layouts: {},
    inspectorTab: 'now',
    narrowTab: 'chart',
    eventsOpen: false,
    lens: 'concept',
    controlPlane: false,
    proseFolded: false,
    defaults: false,
  },
  engine: 'starting',
  failure: undefined,
  progress: undefined,
  revision: 0,
  shown: 'present',
  unsaved: undefined,
  undoable: [],
  deed: undefined,
  refusal: undefined,
  menu: undefined,
};

/** The page's one store. Components read it through `useStore` and change it through the actions of actions.ts. */
export const store = createStore<PortolanState>()(() => EMPTY);

/** Reads one part of the store and wakes the component when that part changes. */
export function useStore<T>(select: (state: PortolanState) => T): T {
  return useZustand(store, select);
}

/** One thing of the chart; only its own changes wake the component. */
export function useThing(id: string): Thing | undefined {
  return useStore((state) => state.things.get(id));
}

/** One conversation; only its own changes wake the component. */
export function useConversation(id: string): Conversation | undefined {
  return useStore((state) => state.conversations.get(id));
}
