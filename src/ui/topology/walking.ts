import type { KeyboardEvent } from 'react';
import { useEffect } from 'react';
import type { Node } from 'reactflow';
import { store } from '../store/index.ts';
import type { Box } from './layout/polyline.ts';
import { type Joined, nextThing, type WalkKey } from './walk.ts';

const KEYS: ReadonlySet<string> = new Set<WalkKey>(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']);

const isWalkKey = (key: string): key is WalkKey => KEYS.has(key);

/** A machine's name stands over its frame; on the wire in its first line. */
const NAME = 21;

/** Where the button of each node is. */
export function boxesOf(nodes: readonly Node[]): ReadonlyMap<string, Box> {
  return new Map(
    nodes.map(({ id, type, position: { x, y }, width, height }) => {
      const box = { x, y, width: width ?? 0, height: height ?? 0 };
      if (type === 'machine') return [id, { ...box, y: y - NAME, height: NAME }];
      return [id, type === 'wire machine' ? { ...box, width: box.width / 2, height: NAME } : box];
    }),
  );
}

const buttonIn = (node: string): HTMLElement | null =>
  document.querySelector(`.chart-sea .react-flow__node[data-id="${CSS.escape(node)}"] button`);

/** The arrow keys, from the thing that has the focus: along its roads, or to its neighbour. */
export function walkFrom(event: KeyboardEvent, nodes: readonly Node[], joined: readonly Joined[]): void {
  const { key, target } = event;
  const node = target instanceof Element ? target.closest('.react-flow__node') : null;
  const from = node?.getAttribute('data-id');
  if (!from || !isWalkKey(key)) return;
  const next = nextThing(boxesOf(nodes), joined, from, key);
  const button = next === undefined ? null : buttonIn(next);
  if (button === null) return;
  event.preventDefault();
  event.stopPropagation();
  button.focus();
}

/** When a selection is taken back by the keyboard, the focus goes back to the thing that was selected. */
export function useReturnOfFocus(): void {
  useEffect(
    () =>
      store.subscribe(({ selection }, before) => {
        if (selection !== undefined || before.selection === undefined || before.selection.of === 'conversation') return;
        const { activeElement } = document;
        if (activeElement !== document.body && activeElement?.closest('.inspector') === null) return;
        const { selection: was } = before;
        const id = was.of === 'thing' ? was.id : `Node//${was.name}`;
        document.querySelector<HTMLElement>(`.chart-sea [data-thing="${CSS.escape(id)}"]`)?.focus();
      }),
    [],
  );
}
