import type { PodThing, RulesThing, ServiceThing } from '../../../worker/protocol.ts';
import type { Sorted } from './chart-layout.ts';
import { type Ladder, ladderAt, ladderHeight } from './ladder.ts';
import { LOOSE, type MachineFrame, machinesAt } from './machines.ts';
import { byText, grouped } from './order.ts';
import type { Box } from './polyline.ts';
import { BAND_GAP, COLUMNS, GAP, RHUMB, TOP } from './sizes.ts';

/** One row of the chart: a Service, the rules that were written for it, and the Pods behind it. */
export interface Band {
  /** The Service's key, or `LOOSE`. */
  readonly id: string;
  readonly service: Box | undefined;
  readonly ladders: ReadonlyMap<string, Ladder>;
  readonly machines: readonly MachineFrame[];
  readonly bottom: number;
}

/** A Service stands so far below the top of its row, however long its ladder gets: an edit does not move it. */
const BELOW_TOP = 90;

/** How high a Service's ghost is: room for its address, the road through it and its ports. */
export function serviceHeight(service: ServiceThing): number {
  return 132 + 17 * Math.max(1, Math.min(3, service.ports.length));
}

/** Ladders that would be higher than this together are slim: they are folded before the chart is made smaller. */
const TALL_UP_TO = 640;

function isCrowded(rules: readonly RulesThing[]): boolean {
  return rules.reduce((sum, each) => sum + ladderHeight(each, false) + GAP, 0) > TALL_UP_TO;
}

function laddersAt(rules: readonly RulesThing[], y: number, slim: boolean): ReadonlyMap<string, Ladder> {
  const { x, width } = COLUMNS.rules;
  let next = y;
  return new Map(
    rules.map((each) => {
      const ladder = ladderAt(each, { x, y: next }, width, slim);
      next += ladder.box.height + (slim ? GAP / 2 : GAP);
      return [each.id, ladder];
    }),
  );
}

/** The rung that leads to a Pod; Pods without one come after those with one. */
function rungRank(rules: readonly RulesThing[]): (pod: PodThing) => number {
  const rank = new Map<string, number>();
  for (const each of rules)
    each.rungs.forEach((rung, i) => rung.pod !== undefined && !rank.has(rung.pod) && rank.set(rung.pod, i));
  return (pod) => rank.get(pod.id) ?? Number.MAX_SAFE_INTEGER;
}

function lastOf(boxes: Iterable<Box>, y: number): number {
  let bottom = y;
  for (const box of boxes) bottom = Math.max(bottom, box.y + box.height);
  return bottom;
}

/** What stands in a row besides its Service. */
interface Row {
  readonly rules: readonly RulesThing[];
  readonly slim: boolean;
  readonly pods: readonly PodThing[];
}

function bandAt(service: ServiceThing, { rules, slim, pods }: Row, y: number, before: readonly string[]): Band {
  const ladders = laddersAt(rules, y, slim);
  const machines = machinesAt(service.id, pods, y, before, rungRank(rules));
  const ladderBoxes = [...ladders.values()].map((ladder) => ladder.box);
  const box = { ...COLUMNS.service, y: y + BELOW_TOP, height: serviceHeight(service) };
  const low = lastOf([box, ...ladderBoxes, ...machines.map((machine) => machine.box)], y);
  const bottom = service.mismatch === undefined ? low : low + RHUMB.room;
  return { id: service.id, service: box, ladders, machines, bottom };
}

function ofService(rules: readonly RulesThing[], service: string): readonly RulesThing[] {
  const own = rules.filter((each) => each.service === service);
  return own.toSorted(
    (a, b) =>
      byText(a.portName, b.portName) || a.port - b.port || byText(a.node, b.node) || byText(a.traffic, b.traffic),
  );
}

/** The rows of the chart from top to bottom; Pods that no Service selects come last. */
export function bandsOf(
  services: readonly ServiceThing[],
  all: Sorted,
  rows: ReadonlyMap<string, string>,
  before: readonly string[],
): readonly Band[] {
  const podsByRow = grouped(all.pods, (pod) => rows.get(pod.id) ?? LOOSE);
  const bands: Band[] = [];
  const slim = isCrowded(all.rules);
  let y = TOP;
  for (const service of services) {
    const row = { rules: ofService(all.rules, service.id), slim, pods: podsByRow.get(service.id) ?? [] };
    const band = bandAt(service, row, y, before);
    bands.push(band);
    y = band.bottom + BAND_GAP;
  }
  const loose = podsByRow.get(LOOSE) ?? [];
  if (loose.length === 0) return bands;
  const machines = machinesAt(LOOSE, loose, y, before, () => 0);
  return [
    ...bands,
    {
      id: LOOSE,
      service: undefined,
      ladders: new Map(),
      machines,
      bottom: lastOf(
        machines.map((m) => m.box),
        y,
      ),
    },
  ];
}
