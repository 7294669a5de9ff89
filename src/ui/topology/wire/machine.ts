import type { Hole, Hook, NodeThing } from '../../../worker/protocol.ts';
import { grouped } from '../layout/order.ts';
import type { Box, Point } from '../layout/polyline.ts';
import type { Inhabitant } from './inhabitants.ts';
import { FOLDED, HOLE_PITCH, HOLES_SHOWN, INSIDE, PODS, PROGRAM, READ_RULES, STATIONS, ZONES } from './sizes.ts';

/** A Pod's card, its line, or a card for many that are alike. */
export interface WireCard {
  readonly id: string;
  /** Ids of those it stands for. */
  readonly of: readonly string[];
  readonly look: 'card' | 'row' | 'squares';
  readonly box: Box;
}

/** A port in the coast and where it is. */
export interface PlacedHole extends Hole {
  readonly y: number;
}

/** One machine of the Wire lens: where its interface, its kernel's stations, its own programs and its Pods are. */
export interface WireMachine {
  readonly id: string;
  readonly node: string;
  readonly box: Box;
  readonly folded: boolean;
  readonly stations: Readonly<Record<Hook, Point>>;
  /** The lane on which packets of Pods come to PREROUTING, the kernel's line, and the lane out to the network. */
  readonly fromPods: number;
  readonly line: number;
  readonly out: number;
  /** Where roads to Pods turn. */
  readonly turn: number;
  readonly holes: readonly PlacedHole[];
  readonly moreHoles: number;
  readonly cards: readonly WireCard[];
  /** Cards of programs on the machine's own network. */
  readonly programs: readonly WireCard[];
  /** The rules that packets read here, by their things' ids, and where they are written out. */
  readonly rules: readonly { readonly id: string; readonly box: Box }[];
}

/** From so many Pods on they are lines, and from so many more one card for those that are alike. */
const CARDS_UP_TO = 3;
const ROWS_UP_TO = 6;

/** How many of a machine's own programs have a card; the rest share the last. */
const PROGRAMS_SHOWN = 2;

/** Squares on one line of a card for many. */
const SQUARES_PER_LINE = 13;

interface Pile {
  readonly id: string;
  readonly of: readonly string[];
  readonly look: WireCard['look'];
  readonly height: number;
}

function pilesOf(node: string, pods: readonly Inhabitant[]): readonly Pile[] {
  if (pods.length <= ROWS_UP_TO) {
    const look = pods.length <= CARDS_UP_TO ? 'card' : 'row';
    return pods.map(({ id }) => ({ id, of: [id], look, height: PODS[look] }));
  }
  return [...grouped(pods, ({ like }) => like)].map(([like, alike]) => {
    const of = alike.map(({ id }) => id);
    if (of.length === 1) return { id: of[0] ?? like, of, look: 'row', height: PODS.row };
    const lines = Math.ceil(of.length / SQUARES_PER_LINE);
    return { id: `wire ${node} ${like}`, of, look: 'squares', height: 28 + lines * 10 };
  });
}

const gapAfter = (look: WireCard['look']): number => (look === 'row' ? 2 : PODS.gap);

function podsHeight(piles: readonly Pile[]): number {
  return piles.reduce((sum, { height, look }) => sum + height + gapAfter(look), 0);
}

function placePods(piles: readonly Pile[], { x, y, width, height }: Box): readonly WireCard[] {
  const left = x + width - PODS.pad - PODS.width;
  let next = y + Math.max(PODS.pad, (height - podsHeight(piles)) / 2);
  return piles.map(({ id, of, look, height: high }) => {
    const box = { x: left, y: next, width: PODS.width, height: high };
    next += high + gapAfter(look);
    return { id, of, look, box };
  });
}

function placePrograms(programs: readonly Inhabitant[], x: number, y: number): readonly WireCard[] {
  const shown = programs.slice(0, PROGRAMS_SHOWN);
  const rest = programs.slice(PROGRAMS_SHOWN);
  return shown.map(({ id }, i) => ({
    id,
    of: i === PROGRAMS_SHOWN - 1 ? [id, ...rest.map((each) => each.id)] : [id],
    look: 'card',
    box: { x: x + i * (PROGRAM.width + PROGRAM.gap), y, width: PROGRAM.width, height: PROGRAM.height },
  }));
}

function stationsAt(left: number, line: number, programs: number): WireMachine['stations'] {
  const at = (offset: number, y: number): Point => ({ x: left + offset, y });
  return {
    PREROUTING: at(STATIONS.PREROUTING, line),
    ROUTING: at(STATIONS.ROUTING, line),
    FORWARD: at(STATIONS.FORWARD, line),
    POSTROUTING: at(STATIONS.POSTROUTING, line),
    INPUT: at(STATIONS.ROUTING, programs),
    OUTPUT: at(STATIONS.POSTROUTING, programs),
  };
}

/** The rules that are read on a machine, written out one under the other. */
function placeRules(rules: readonly string[], left: number, y: number): WireMachine['rules'] {
  const { x, width, row, gap } = READ_RULES;
  return rules.map((id, i) => ({ id, box: { x: left + x, y: y + i * (row + gap), width, height: row } }));
}

/** A machine with everything in it, its top at `y`; `read` are the rules that packets read there. */
export function openMachine(
  node: NodeThing,
  inhabitants: readonly Inhabitant[],
  read: readonly string[],
  y: number,
): WireMachine {
  const local = inhabitants.filter((each) => each.local);
  const piles = pilesOf(
    node.name,
    inhabitants.filter((each) => !each.local),
  );
  const holes = node.holes.slice(0, HOLES_SHOWN);
  const down = Math.max(0, holes.length - 1) * HOLE_PITCH;
  const below = local.length > 0 ? PROGRAM.row : 0;
  const kernel = INSIDE.height + down + below;
  const written = read.length === 0 ? 0 : read.length * (READ_RULES.row + READ_RULES.gap) + READ_RULES.gap;
  const height = Math.max(kernel + written, podsHeight(piles) + 2 * PODS.pad);
  const box = { ...ZONES.machines, y, height };
  const line = y + INSIDE.line + down;
  return {
    id: node.id,
    node: node.name,
    box,
    folded: false,
    stations: stationsAt(box.x, line, y + INSIDE.programs + down),
    fromPods: y + INSIDE.fromPods + down,
    line,
    out: y + INSIDE.out + down + below,
    turn: box.x + box.width - PODS.pad - PODS.width - PODS.turn,
    holes: holes.map((hole, i) => ({ ...hole, y: line - HOLE_PITCH * (i + 1) + 4 })),
    moreHoles: node.holes.length - holes.length,
    cards: placePods(piles, box),
    programs: placePrograms(local, box.x + STATIONS.ROUTING - 28, y + INSIDE.programs + down + 14),
    rules: placeRules(read, box.x, y + kernel - READ_RULES.gap),
  };
}

/** A quiet machine as one bar: packets still find every place in it. */
export function foldedMachine(node: NodeThing, inhabitants: readonly Inhabitant[], y: number): WireMachine {
  const box = { ...ZONES.machines, y, height: FOLDED.height };
  const line = y + FOLDED.line;
  const end = { x: box.x + box.width - 40, y: line - 6, width: 12, height: 12 };
  const cards = inhabitants.map(({ id }): WireCard => ({ id, of: [id], look: 'row', box: end }));
  return {
    id: node.id,
    node: node.name,
    box,
    folded: true,
    stations: stationsAt(box.x, line, line),
    fromPods: line - FOLDED.lane,
    line,
    out: line + FOLDED.lane,
    turn: end.x - PODS.turn,
    holes: node.holes.map((hole) => ({ ...hole, y: line })),
    moreHoles: 0,
    cards,
    programs: [],
    rules: [],
  };
}
