import type { PodThing } from '../../../worker/protocol.ts';
import { byText, grouped, keepingPlaces } from './order.ts';
import type { Box } from './polyline.ts';
import { CARD, COLUMNS, FRAME } from './sizes.ts';

/** The row of Pods that no Service selects. */
export const LOOSE = '';

/** So many equal Pods on a node are drawn as one card. */
export const GROUP_FROM = 8;

/** So many Pods of one node that nothing else on the chart leads to are drawn as one card, whoever made them. */
export const ASSORTED_FROM = 12;

/** Squares per line of a group's card. */
export const SQUARES_PER_LINE = 12;

/** A Pod's card, or one card for many equal Pods. */
export interface PodCard {
  readonly id: string;
  readonly pods: readonly string[];
  readonly box: Box;
}

/** A machine's frame with the Pods of one row in it; without a node it is no machine. */
export interface MachineFrame {
  readonly id: string;
  readonly node: string;
  readonly box: Box;
  readonly cards: readonly PodCard[];
}

/** What makes Pods equal: the controller that made them. */
function likeness(pod: PodThing): string {
  return pod.owner === '' ? pod.id : pod.owner;
}

function groupHeight(pods: number): number {
  return 50 + Math.ceil(pods / SQUARES_PER_LINE) * 10;
}

interface Pile {
  readonly id: string;
  readonly pods: readonly string[];
  readonly height: number;
}

/** A group's card of so many Pods. */
function pileOf(id: string, pods: readonly PodThing[]): Pile {
  return { id, pods: pods.map((pod) => pod.id), height: groupHeight(pods.length) };
}

/** The Pods of one frame as cards: equal ones in one card from `GROUP_FROM` on. */
function pilesOf(pods: readonly PodThing[], loose: boolean): readonly Pile[] {
  if (loose && pods.length >= ASSORTED_FROM) return [pileOf('assorted', pods)];
  const byLikeness = grouped(pods, likeness);
  return [...byLikeness].flatMap(([like, equal]): readonly Pile[] =>
    equal.length < GROUP_FROM
      ? equal.map((pod) => ({ id: pod.id, pods: [pod.id], height: CARD.pod }))
      : [pileOf(like, equal)],
  );
}

function frameAt(row: string, node: string, pods: readonly PodThing[], y: number): MachineFrame {
  const { x, width } = COLUMNS.pods;
  let next = y + FRAME.title + FRAME.pad;
  const cards = pilesOf(pods, row === LOOSE).map((pile) => {
    const box = { x: x + FRAME.pad, y: next, width: width - 2 * FRAME.pad, height: pile.height };
    next += pile.height + CARD.podGap;
    return { id: pile.pods.length === 1 ? pile.id : `${row} ${node} ${pile.id}`, pods: pile.pods, box };
  });
  const top = y + FRAME.title;
  return {
    id: `machine ${row} ${node}`,
    node,
    box: { x, y: top, width, height: next - CARD.podGap + FRAME.pad - top },
    cards,
  };
}

/** The machines of one row, one under the other; Pods without a node stand last. `rank` orders Pods that are new. */
export function machinesAt(
  row: string,
  pods: readonly PodThing[],
  y: number,
  before: readonly string[],
  rank: (pod: PodThing) => number,
): readonly MachineFrame[] {
  const ordered = keepingPlaces(
    pods,
    (pod) => pod.id,
    before,
    (a, b) => rank(a) - rank(b) || byText(a.id, b.id),
  );
  const byNode = grouped(ordered, (pod) => pod.node);
  const nodes = [...byNode.keys()].toSorted((a, b) => Number(a === '') - Number(b === '') || byText(a, b));
  let next = y - FRAME.title + 4;
  return nodes.map((node) => {
    const frame = frameAt(row, node, byNode.get(node) ?? [], next);
    next = frame.box.y + frame.box.height + FRAME.gap;
    return frame;
  });
}
