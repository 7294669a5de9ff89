import { type Answer, command } from './session.ts';
import {
  type InspectorTab,
  type LensName,
  type Menu,
  type NarrowTab,
  type Panes,
  type Selection,
  store,
  type Theme,
} from './state.ts';

/** Real milliseconds without typing after which the text is applied. */
const TYPING_PAUSE = 250;

let pause: ReturnType<typeof setTimeout> | undefined;

/** Applies the whole text at once; what it does not name is pruned, problems come with the next update. */
export function applyText(): Promise<Answer> {
  clearTimeout(pause);
  return command({ act: 'apply', files: store.getState().files });
}

/** Replaces one file's text. It is saved, and applied at the next pause in typing. */
export function writeFile(name: string, text: string): void {
  const { files } = store.getState();
  if (files.every((file) => file.name !== name || file.text === text)) return;
  store.setState({ files: files.map((file) => (file.name === name ? { name, text } : file)) });
  clearTimeout(pause);
  pause = setTimeout(() => void applyText(), TYPING_PAUSE);
}

/** Opens one of the manifest files. */
export function showFile(name: string): void {
  store.setState({ activeFile: name });
}

/** Throws the edits away and goes back to the scenario's own text. */
export function resetText(): Promise<Answer> {
  store.setState((state) => ({ files: state.original }));
  return applyText();
}

/** Takes the message of the last refusal off the page. */
export function dismissRefusal(): void {
  store.setState({ refusal: undefined });
}

/** Selects a thing, a conversation or a node; nothing selected shows what is going on now. */
export function select(selection: Selection | undefined): void {
  const inspectorTab: InspectorTab = selection === undefined || selection.of === 'conversation' ? 'now' : 'object';
  store.setState((state) => ({ selection, panes: { ...state.panes, inspectorTab } }));
}

/** Opens the menu of what one can do to an object, or closes it. */
export function showMenu(menu: Menu | undefined): void {
  store.setState({ menu });
}

const setPanes = (change: Partial<Panes>): void =>
  store.setState((state) => ({ panes: { ...state.panes, ...change } }));

/** Opens a page of the inspector. */
export function showInspectorTab(inspectorTab: InspectorTab): void {
  setPanes({ inspectorTab });
}

/** Chooses the pane that fills a narrow window. */
export function showNarrowTab(narrowTab: NarrowTab): void {
  setPanes({ narrowTab });
}

/** Looks at the chart through a lens; the play-head and what is selected stay. */
export function showLens(lens: LensName): void {
  setPanes({ lens });
}

/** Looks through the lens that is not in use. */
export function otherLens(): void {
  showLens(store.getState().panes.lens === 'wire' ? 'concept' : 'wire');
}

/** Lays what the control plane did over the chart, or takes it off. */
export function showControlPlane(controlPlane: boolean): void {
  setPanes({ controlPlane });
}

/** Lays it over the chart when it is not there, and takes it off when it is. */
export function toggleControlPlane(): void {
  showControlPlane(!store.getState().panes.controlPlane);
}

/** Opens or closes the drawer of events. */
export function showEvents(eventsOpen: boolean): void {
  setPanes({ eventsOpen });
}

/** Keeps how the person divided the page, per arrangement of panes. */
export function keepLayout(arrangement: string, layout: Readonly<Record<string, number>>): void {
  setPanes({ layouts: { ...store.getState().panes.layouts, [arrangement]: layout } });
}

/** Changes the theme. */
export function setTheme(theme: Theme): void {
  store.setState({ theme });
}

/** Folds the example's prose to its title, or opens it. */
export function foldProse(proseFolded: boolean): void {
  setPanes({ proseFolded });
}

/** Takes the notice of an example that could not be opened off the page. */
export function dismissLessonFault(): void {
  store.setState({ lessonFault: undefined });
}

/** Shows what the server added between the lines of the text, or hides it. */
export function showDefaults(defaults: boolean): void {
  setPanes({ defaults });
}

/** An edit that waits for a pause in typing belongs to the text that goes: it is saved, but not applied any more. */
export function dropWaitingEdit(): void {
  clearTimeout(pause);
}
