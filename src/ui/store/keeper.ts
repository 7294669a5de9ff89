import { forgetFiles, keepFiles, type Shelf } from '../opening/index.ts';
import { type Kept, keep } from './kept.ts';
import { playHead } from './play-head.ts';
import { type PortolanState, store } from './state.ts';

/** Real milliseconds without typing after which the text is saved. */
const SAVE_PAUSE = 150;

/** A longer text (letters) waits for a longer pause, since to write it holds the page up for longer than a frame. */
const LONG = 1_000_000;
const LONG_PAUSE = 3000;

const isLong = (files: PortolanState['files']): boolean => files.some(({ text }) => text.length > LONG);

/** Takes over what the last visit kept; what was not kept stays as it is. */
export function restore(kept: Kept): void {
  const { panes, theme, activeFile, speed } = kept;
  store.setState((state) => ({
    theme: theme ?? state.theme,
    activeFile: activeFile ?? state.activeFile,
    panes: { ...state.panes, ...panes },
  }));
  if (speed !== undefined) playHead.setSpeed(speed);
}

function keepText(shelf: Shelf, { lesson, files, original }: PortolanState): void {
  if (lesson === undefined) return;
  const unchanged = files.every((file, index) => file.text === original[index]?.text);
  if (unchanged) forgetFiles(shelf, lesson.folder);
  const why = unchanged ? undefined : keepFiles(shelf, lesson.folder, files);
  if (why !== store.getState().unsaved) store.setState({ unsaved: why });
}

/** Saves what matters as it changes: the text after a pause in typing and when the page goes away, the rest at once. */
export function keepEverything(shelf: Shelf): void {
  let pause: ReturnType<typeof setTimeout> | undefined;
  const saveText = (): void => {
    clearTimeout(pause);
    pause = undefined;
    keepText(shelf, store.getState());
  };
  store.subscribe((now, before) => {
    if (now.lesson !== before.lesson) {
      clearTimeout(pause);
      if (pause !== undefined) keepText(shelf, before);
      pause = undefined;
    } else if (now.files !== before.files) {
      clearTimeout(pause);
      pause = setTimeout(saveText, isLong(now.files) ? LONG_PAUSE : SAVE_PAUSE);
    }
    if (now.theme !== before.theme) keep(shelf, 'theme', now.theme);
    if (now.panes !== before.panes) keep(shelf, 'panes', now.panes);
    if (now.activeFile !== before.activeFile) keep(shelf, 'activeFile', now.activeFile);
  });
  let speed = playHead.speed;
  playHead.subscribe(() => {
    if (playHead.speed === speed) return;
    speed = playHead.speed;
    keep(shelf, 'speed', speed);
  });
  window.addEventListener('pagehide', saveText);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') saveText();
  });
}
