import { type RefObject, useEffect, useState } from 'react';
import { playHead, store } from '../store/index.ts';

/** Real ms of packets on the move, after which the editor may take the page's time. */
const WATCHED = 400;

/** Real ms after which the editor comes in any case. */
const LONGEST_WAIT = 4000;

/** Calls back once packets have been seen to move for a moment, or there is nothing to wait for. */
function onceUnderWay(callback: () => void): () => void {
  let first: number | undefined;
  const untrack = playHead.onFrame(() => {
    const { conversations, engine } = store.getState();
    if (first === undefined && conversations.size > 0) first = performance.now();
    if (engine === 'failed' || (first !== undefined && performance.now() - first >= WATCHED)) callback();
  });
  const latest = setTimeout(callback, LONGEST_WAIT);
  return () => {
    untrack();
    clearTimeout(latest);
  };
}

/** Calls back when somebody turns to the place of the text. */
function onceTurnedTo(place: HTMLElement | null, callback: () => void): () => void {
  const turns = ['pointerenter', 'pointerdown', 'focusin'] as const;
  for (const turn of turns) place?.addEventListener(turn, callback);
  return () => {
    for (const turn of turns) place?.removeEventListener(turn, callback);
  };
}

/**
 * Whether the code editor is wanted in its place yet. It is several times as large as the rest of the page, so it comes
 * after the first packet has been seen to move, or as soon as somebody turns to the text.
 */
export function useWanted(place: RefObject<HTMLElement | null>): boolean {
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    if (wanted) return;
    const want = (): void => setWanted(true);
    const [unwatch, unturn] = [onceUnderWay(want), onceTurnedTo(place.current, want)];
    return () => {
      unwatch();
      unturn();
    };
  }, [wanted, place]);
  return wanted;
}
