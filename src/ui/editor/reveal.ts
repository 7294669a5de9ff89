import { showFile, showNarrowTab, store } from '../store/index.ts';

/** Where to go in the text. Lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

type Revealer = (place: Place) => void;

let revealer: Revealer | undefined;
let waiting: Place | undefined;

/** The editor says how it goes to a place in the text, while it is on the page. */
export function onReveal(how: Revealer): () => void {
  revealer = how;
  if (waiting !== undefined) how(waiting);
  waiting = undefined;
  return () => {
    if (revealer === how) revealer = undefined;
  };
}

/** Opens a file and goes to a place in it; an editor that is not on the page yet goes there when it comes. */
export function reveal(place: Place): void {
  showFile(place.file);
  if (store.getState().panes.narrowTab !== 'manifests') showNarrowTab('manifests');
  if (revealer === undefined) waiting = place;
  else revealer(place);
}
