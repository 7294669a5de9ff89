import type { Node } from 'reactflow';
import type { Box } from '../layout/polyline.ts';
import { nodeAt } from '../nodes/node-at.ts';
import type { WireCard, WireMachine } from './machine.ts';
import type { WireLayout } from './wire-layout.ts';

const [UNDER, OVER] = [-1, 1] as const;

/** A machine with its places counted from its own corner: what its drawing needs, whatever stands above it. */
function fromItsCorner(machine: WireMachine): WireMachine {
  const { x, y } = machine.box;
  const box = (at: Box): Box => ({ ...at, x: at.x - x, y: at.y - y });
  const card = (each: WireCard): WireCard => ({ ...each, box: box(each.box) });
  const stations = Object.fromEntries(
    Object.entries(machine.stations).map(([name, at]) => [name, { x: at.x - x, y: at.y - y }]),
  ) as unknown as WireMachine['stations'];
  return {
    ...machine,
    box: box(machine.box),
    stations,
    fromPods: machine.fromPods - y,
    line: machine.line - y,
    out: machine.out - y,
    turn: machine.turn - x,
    holes: machine.holes.map((hole) => ({ ...hole, y: hole.y - y })),
    cards: machine.cards.map(card),
    programs: machine.programs.map(card),
    rules: machine.rules.map((each) => ({ ...each, box: box(each.box) })),
  };
}

/** In the order in which the keyboard walks them: from outside over the edge into the machines. */
export function* wireNodes(layout: WireLayout): Iterable<Node> {
  for (const { id, kind, box } of layout.devices.values()) yield nodeAt(`wire ${kind}`, id, box, { id }, OVER);
  for (const machine of layout.machines.values()) {
    yield nodeAt('wire machine', machine.id, machine.box, { id: machine.id, machine: fromItsCorner(machine) }, UNDER);
    if (machine.folded) continue;
    for (const card of machine.cards)
      yield nodeAt('wire pod', card.id, card.box, { id: card.id, card, local: false }, OVER);
    for (const card of machine.programs)
      yield nodeAt('wire pod', card.id, card.box, { id: card.id, card, local: true }, OVER);
  }
  for (const [id, box] of layout.more) yield nodeAt('more', id, box, { id }, OVER);
}
