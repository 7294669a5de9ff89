import { useEffect } from 'react';
import {
  nextSpeed,
  otherLens,
  playHead,
  select,
  showControlPlane,
  showDefaults,
  showEvents,
  store,
  takeBack,
  toggleControlPlane,
} from '../store/index.ts';

/** One line of the keyboard map. */
export interface KeyLine {
  readonly keys: readonly string[];
  readonly does: string;
}

/** What the keys do, as the help says it. */
export const KEY_LINES: readonly KeyLine[] = [
  { keys: ['Space'], does: 'Play or pause' },
  { keys: [','], does: 'Back one hop' },
  { keys: ['.'], does: 'On one hop' },
  { keys: ['<'], does: 'Slower' },
  { keys: ['>'], does: 'Faster' },
  { keys: ['N'], does: 'Back to now' },
  { keys: ['E'], does: 'Events' },
  { keys: ['D'], does: 'Defaults in the manifests' },
  { keys: ['L'], does: 'Concept or Wire lens' },
  { keys: ['O'], does: 'Control plane over the chart' },
  { keys: ['C'], does: 'Camera follows the selected packet' },
  { keys: ['0'], does: 'The whole chart' },
  { keys: ['A'], does: 'What one can do to a Pod or node' },
  { keys: ['U'], does: 'Undo the last action' },
  { keys: ['['], does: 'Fold or open the manifests' },
  { keys: [']'], does: 'Fold or open the inspector' },
  { keys: ['Esc'], does: 'Close what is open' },
  { keys: ['?'], does: 'Keyboard and help' },
  { keys: ['Tab', '← →'], does: 'Walk the chart, move what has the focus' },
];

/** What keys do, by the key. */
export type KeyActions = Readonly<Record<string, () => void>>;

/** Escape closes one thing at a time: the overlay, then the selection, then the list of events. */
function closeTopmost(): void {
  const { panes, selection } = store.getState();
  if (panes.controlPlane) showControlPlane(false);
  else if (selection === undefined) showEvents(false);
  else select(undefined);
}

/** The keys that move the play-head, the selection or what is shown. */
const ACTIONS: KeyActions = {
  ' ': () => (playHead.playing ? playHead.pause() : playHead.play()),
  ',': () => playHead.stepBack(),
  '.': () => playHead.stepForward(),
  '<': () => playHead.setSpeed(nextSpeed(playHead.speed, -1)),
  '>': () => playHead.setSpeed(nextSpeed(playHead.speed, 1)),
  n: () => playHead.toPresent(),
  u: () => void takeBack(),
  d: () => showDefaults(!store.getState().panes.defaults),
  e: () => showEvents(!store.getState().panes.eventsOpen),
  l: otherLens,
  o: toggleControlPlane,
  Escape: closeTopmost,
};

/** What a key does on this page; `extra` are the keys that only the frame knows. */
export function actionOf(key: string, extra: KeyActions): (() => void) | undefined {
  const name = key === 'Space' ? ' ' : key;
  return extra[name] ?? ACTIONS[name] ?? extra[name.toLowerCase()] ?? ACTIONS[name.toLowerCase()];
}

/** Whether the key belongs to what has the focus: text is being typed, or the key works the control itself. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (event.key === 'Escape' && document.querySelector(':popover-open, dialog[open]') !== null) return true;
  if (
    target.isContentEditable ||
    target.closest('input:not([type="range"]), textarea, select, .monaco-editor') !== null
  )
    return true;
  const isControl = target.closest('button, a, [role="tab"], [role="option"], [role="row"]') !== null;
  return event.key === ' ' && isControl;
}

/** Listens for the page's keys; `extra` adds those that only the frame knows. */
export function useKeyboard(extra: KeyActions): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
      const action = actionOf(event.key, extra);
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [extra]);
}
