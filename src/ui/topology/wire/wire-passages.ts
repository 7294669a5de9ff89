import type { Flight, Hook, Instant, Stay } from '../../../worker/protocol.ts';
import type { Point } from '../layout/polyline.ts';
import { CABLES, ZONES } from './sizes.ts';
import type { WireLayout } from './wire-layout.ts';
import {
  acrossNetwork,
  deviceOf,
  dialledPort,
  endCalled,
  intoKernel,
  outOfKernel,
  stripOf,
  toStation,
} from './wire-roads.ts';

/** Virtual milliseconds that a packet takes at most from one station to the next; the rest of its time there it stands, while rules are read. */
const STRIDE = 12;

/** Beside the devices on the edge, before the nodes' network. */
const BESIDE = ZONES.edge.x + ZONES.edge.width + 7;

/** A piece of a packet's way on the Wire chart, and when it is on it. */
export interface Piece {
  readonly points: readonly Point[];
  readonly from: Instant;
  readonly to: Instant;
}

function nameOf({ place }: Stay): string {
  if (place.at === 'hook' || place.at === 'host') return place.node;
  return place.at === 'device' ? place.name : '';
}

/** Draws up a flight's way from stay to stay. */
class Tracing {
  private here: Point | undefined;

  constructor(
    private readonly flight: Flight,
    private readonly layout: WireLayout,
  ) {}

  pieces(): readonly Piece[] {
    const { stays } = this.flight;
    return stays.flatMap((stay, i) => {
      const points = this.wayTo(stay, stays[i - 1], stays[i + 1]);
      const last = points?.at(-1);
      if (points === undefined || last === undefined) return [];
      this.here = last;
      const stands = stay.place.at === 'hook' || stay.place.at === 'device';
      return [{ points, from: stay.from, to: stands ? Math.min(stay.to, stay.from + STRIDE) : stay.to }];
    });
  }

  private wayTo(stay: Stay, before: Stay | undefined, after: Stay | undefined): readonly Point[] | undefined {
    const { place } = stay;
    switch (place.at) {
      case 'pod':
        return this.withProgram(place.pod);
      case 'host':
        return this.withProgram(place.node);
      case 'hook':
        return this.atHook(place.node, place.hook, before, after);
      case 'device':
        return this.inDevice(stay);
      case 'wire':
        return this.onWire(place.from, place.to, before, after);
    }
  }

  private withProgram(key: string): readonly Point[] | undefined {
    const door = this.layout.doors.get(key);
    const machine = door && this.layout.machines.get(door.node);
    if (!door || !machine) return undefined;
    return this.here
      ? outOfKernel(machine, door.box, door.local, this.here)
      : intoKernel(machine, door.box, door.local);
  }

  private atHook(node: string, hook: Hook, before: Stay | undefined, after: Stay | undefined) {
    const machine = this.layout.machines.get(node);
    if (!machine) return undefined;
    const station = machine.stations[hook];
    const own = this.layout.doors.get(node);
    const started = before === undefined && hook === 'OUTPUT' && own ? intoKernel(machine, own.box, true) : undefined;
    const way = started ? [...started, station] : toStation(machine, this.here ?? station, station);
    const ends = after === undefined && hook === 'INPUT' && this.flight.end === 'delivered' && own;
    return ends ? [...way, ...outOfKernel(machine, own.box, true, station).slice(1)] : way;
  }

  private inDevice({ place }: Stay): readonly Point[] | undefined {
    const device = deviceOf(this.layout, place);
    if (!device) return undefined;
    const goal = { x: device.box.x + device.box.width / 2, y: stripOf(device) };
    const { here = goal } = this;
    if (here.y === goal.y) return [here, goal];
    // From outside to the edge there is a cable; two devices of the edge are side by side: the way is on the side of the machines.
    const crosses = here.x < CABLES.edge !== goal.x < CABLES.edge;
    const x = crosses ? CABLES.edge : BESIDE;
    return [here, { x, y: here.y }, { x, y: goal.y }, goal];
  }

  private onWire(from: string, to: string, before: Stay | undefined, after: Stay | undefined) {
    const start = endCalled(this.layout, before ? nameOf(before) || from : from, before?.place);
    const goal = endCalled(this.layout, after ? nameOf(after) || to : to, after?.place);
    if (!start || !goal || !this.here) return undefined;
    return acrossNetwork(start, goal, this.here, dialledPort(this.flight));
  }
}

/** The pieces of a flight's way over the Wire chart, one after the other; places that are not on the chart are left out. */
export function piecesOf(flight: Flight, layout: WireLayout): readonly Piece[] {
  return new Tracing(flight, layout).pieces();
}
