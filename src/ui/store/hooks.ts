import { useEffect, useSyncExternalStore } from 'react';
import {
  type ConntrackDetail,
  type ConversationDetail,
  type Detail,
  type DetailId,
  detailKey,
  type Instant,
  type ObjectDetail,
  type RulesDetail,
} from '../../worker/protocol.ts';
import { playHead } from './play-head.ts';
import { openDetail } from './session.ts';
import { useStore } from './state.ts';

interface DetailOf {
  readonly object: ObjectDetail;
  readonly rules: RulesDetail;
  readonly conntrack: ConntrackDetail;
  readonly conversation: ConversationDetail;
}

const isOf = <Of extends DetailId['of']>(detail: Detail | undefined, of: Of): detail is DetailOf[Of] & Detail =>
  detail?.of === of;

/** The detail that a `detailKey` names. Keys are compared where ids would be new objects on every render. */
function namedBy(key: string): DetailId {
  const space = key.indexOf(' ');
  const rest = key.slice(space + 1);
  switch (key.slice(0, space)) {
    case 'rules':
      return { of: 'rules', node: rest };
    case 'conntrack':
      return { of: 'conntrack', node: rest };
    case 'conversation':
      return { of: 'conversation', id: rest };
    default:
      return { of: 'object', key: rest };
  }
}

/** One detail of the engine, kept open while the component is on the page. Undefined until it has come, or when none is asked for. */
export function useDetail<Id extends DetailId>(id: Id | undefined): DetailOf[Id['of']] | undefined {
  const key = id && detailKey(id);
  useEffect(() => (key === undefined ? undefined : openDetail(namedBy(key))), [key]);
  const detail = useStore((state) => (key === undefined ? undefined : state.details.get(key)));
  return id !== undefined && isOf(detail, id.of as Id['of']) ? detail : undefined;
}

/** How the play-head is: wakes on play, pause, speed and jumps. */
export function usePlayHead<T>(read: (head: typeof playHead) => T): T {
  return useSyncExternalStore(
    (wake) => playHead.subscribe(wake),
    () => read(playHead),
  );
}

/** Real milliseconds between two readings of the clock by a component. */
const READING_PAUSE = 100;

function onReading(wake: () => void): () => void {
  let last = 0;
  const offFrame = playHead.onFrame(() => {
    const real = performance.now();
    if (real - last < READING_PAUSE) return;
    last = real;
    wake();
  });
  const offJump = playHead.subscribe(wake);
  return () => {
    offFrame();
    offJump();
  };
}

/**
 * Something read off the play-head's instant about ten times a second; wakes the component only when what was read differs,
 * so it must be a plain value or the same object.
 */
export function useAt<T>(read: (now: Instant) => T): T {
  return useSyncExternalStore(onReading, () => read(playHead.now()));
}
