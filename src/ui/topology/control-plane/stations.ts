import type { Box } from '../layout/polyline.ts';
import { type ActorKind, actorOf, keyOfActor, type Step } from './steps.ts';

/** The drawing's own pixels; it is scaled to the room there is. */
export const SHEET = { width: 622, height: 398 } as const;

/** The API server, between those who decide and the machines. */
export const API_SERVER: Box = { x: 12, y: 152, width: 576, height: 56 };

/** So many machines are drawn; the others are counted. */
const MACHINES = 3;

const GAP = 12;

/** Somebody who watches and writes, and where its two lines to the API server run. */
export interface Station {
  /** `scheduler`, `kubelet node-1`. */
  readonly key: string;
  readonly kind: ActorKind;
  readonly name: string;
  readonly box: Box;
  /** Above the API server or under it. */
  readonly above: boolean;
}

/** A machine, its kubelet and its kube-proxy, and the rules that the latter writes. */
export interface MachineStation {
  readonly node: string;
  readonly box: Box;
  readonly rules: Box;
}

/** Where everything of the drawing stands. */
export interface Stations {
  readonly stations: readonly Station[];
  readonly machines: readonly MachineStation[];
  /** Machines that are not drawn. */
  readonly more: number;
}

const ABOVE: readonly (readonly [ActorKind, string])[] = [
  ['you', 'you, with kubectl'],
  ['controllers', 'controllers'],
  ['scheduler', 'scheduler'],
  ['slices', 'endpoint slices'],
];

function deciders(): readonly Station[] {
  const width = (API_SERVER.width - 3 * GAP) / 4;
  return ABOVE.map(([kind, name], i) => {
    const box = { x: API_SERVER.x + i * (width + GAP), y: 14, width, height: 54 };
    return { key: kind, kind, name, box, above: true };
  });
}

function onMachine(node: string, box: Box): readonly Station[] {
  const inner = (box.width - 3 * 8) / 2;
  const at = (i: number): Box => ({ x: box.x + 8 + i * (inner + 8), y: box.y + 12, width: inner, height: 34 });
  return (['kubelet', 'kube-proxy'] as const).map((kind, i) => {
    return { key: keyOfActor({ kind, node }), kind, name: kind, box: at(i), above: false };
  });
}

/** The machines that a change reaches first, then the others, in their order. */
function machinesFor(steps: readonly Step[], nodes: readonly string[]): readonly string[] {
  const reached = new Set(steps.flatMap(({ events }) => events.map(({ by }) => actorOf(by).node)));
  const shown = [...nodes.filter((node) => reached.has(node)), ...nodes.filter((node) => !reached.has(node))];
  const drawn = new Set(shown.slice(0, MACHINES));
  return nodes.filter((node) => drawn.has(node));
}

/** Places everybody: those who decide over the API server, the machines under it. */
export function stationsFor(steps: readonly Step[], nodes: readonly string[]): Stations {
  const shown = machinesFor(steps, nodes);
  const width = (API_SERVER.width - (Math.max(2, shown.length) - 1) * GAP) / Math.max(2, shown.length);
  const boxes = shown.map((node, i): MachineStation => {
    const box = { x: API_SERVER.x + i * (width + GAP), y: 290, width, height: 96 };
    const half = (width - 3 * 8) / 2;
    return { node, box, rules: { x: box.x + 16 + half, y: box.y + 66, width: half, height: 24 } };
  });
  return {
    stations: [...deciders(), ...boxes.flatMap(({ node, box }) => onMachine(node, box))],
    machines: boxes,
    more: nodes.length - shown.length,
  };
}
