import type { Flight, Place } from '../../../worker/protocol.ts';
import type { Box, Point } from '../layout/polyline.ts';
import type { WireMachine } from './machine.ts';
import { CABLES, DEVICE, TURN_OUT } from './sizes.ts';
import { ROUTER, type WireDevice, type WireLayout } from './wire-layout.ts';

/** From a machine's coast: where a hole's road comes down to the line, and where the kernel's first station is near. */
const INSIDE_COAST = { down: 58, near: 78 } as const;

const middle = ({ y, height }: Box): number => y + height / 2;

/** The strip at a device's foot along which packets pass it. */
export function stripOf({ box }: WireDevice): number {
  return box.y + box.height - DEVICE.strip;
}

/** Where a road meets a device: the side that faces where it comes from. */
function sideOf(device: WireDevice, toOutside: boolean): Point {
  const { box } = device;
  return { x: toOutside ? box.x : box.x + box.width, y: stripOf(device) };
}

/** The thing on the chart that a device of a packet's way is. */
export function deviceOf(layout: WireLayout, place: Place): WireDevice | undefined {
  if (place.at !== 'device') return undefined;
  if (place.device === 'router') return layout.devices.get(ROUTER);
  const exact =
    layout.devices.get(place.name) ?? layout.devices.get(place.name.replace(/^Balancer/, 'balancer/Service'));
  if (exact) return exact;
  const kind = place.device === 'internet' ? 'client' : place.device;
  return [...layout.devices.values()].find((device) => device.kind === kind);
}

/** One end of a road between machines. */
type End = { readonly machine: WireMachine } | { readonly device: WireDevice };

/** The end of a road that a machine's or device's name stands for. */
export function endCalled(layout: WireLayout, name: string, place: Place | undefined): End | undefined {
  const machine = layout.machines.get(name);
  if (machine) return { machine };
  const device = (place && deviceOf(layout, place)) ?? layout.devices.get(name);
  return device && { device };
}

function outOf(end: End, other: End, here: Point): readonly Point[] {
  if ('device' in end) return [here, sideOf(end.device, facesOutside(end.device, other))];
  const { box, out, line } = end.machine;
  const x = Math.max(here.x, box.x + TURN_OUT);
  return [here, { x, y: here.y === line ? line : here.y }, { x, y: out }, { x: box.x, y: out }];
}

function facesOutside(device: WireDevice, other: End): boolean {
  return device.zone === 'edge' && 'device' in other && other.device.zone === 'outside';
}

function holeFor({ holes }: WireMachine, port: number | undefined): number | undefined {
  return holes.find((hole) => hole.port === port)?.y;
}

function into(end: End, other: End, port: number | undefined): readonly Point[] {
  if ('device' in end) return [sideOf(end.device, facesOutside(end.device, other))];
  const { box, line } = end.machine;
  const hole = holeFor(end.machine, port);
  const near = { x: box.x + INSIDE_COAST.near, y: line };
  if (hole === undefined) return [{ x: box.x, y: line }, near];
  const x = box.x + INSIDE_COAST.down;
  return [{ x: box.x, y: hole }, { x, y: hole }, { x, y: line }, near];
}

/** Across the network from one machine or device to another, through the hole of a port when it has one. */
export function acrossNetwork(from: End, to: End, here: Point, port: number | undefined): readonly Point[] {
  const leaving = outOf(from, to, here);
  const entering = into(to, from, port);
  const start = leaving.at(-1) ?? here;
  const goal = entering[0] ?? here;
  const outside = [from, to].some((end) => 'device' in end && end.device.zone === 'outside');
  const x = outside ? CABLES.edge : CABLES.network;
  return [...leaving, { x, y: start.y }, { x, y: goal.y }, ...entering];
}

/** From a Pod, or a machine's own program, into its kernel. */
export function intoKernel(machine: WireMachine, box: Box, local: boolean): readonly Point[] {
  const { stations, fromPods, turn } = machine;
  if (local) {
    const x = box.x + box.width - 16;
    return [
      { x, y: box.y },
      { x, y: stations.OUTPUT.y },
    ];
  }
  const y = middle(box) - 5;
  return [
    { x: box.x, y },
    { x: turn - 4, y },
    { x: turn - 4, y: fromPods },
    { x: stations.PREROUTING.x, y: fromPods },
  ];
}

/** Out of the kernel to a Pod, or to a program of the machine itself. */
export function outOfKernel(machine: WireMachine, box: Box, local: boolean, here: Point): readonly Point[] {
  if (local) {
    const x = box.x + 16;
    return [here, { x, y: here.y }, { x, y: box.y }];
  }
  const y = middle(box) + 5;
  return [here, { x: machine.turn + 4, y: here.y }, { x: machine.turn + 4, y }, { x: box.x, y }];
}

/** From one station of a kernel to another. */
export function toStation(machine: WireMachine, here: Point, station: Point): readonly Point[] {
  const { INPUT, ROUTING } = machine.stations;
  if (here.y === station.y || here.x === station.x) return [here, station];
  if (station === INPUT) return [here, { x: ROUTING.x, y: here.y }, station];
  return [here, { x: station.x, y: here.y }, station];
}

/** The port that a packet of this flight was sent to before a machine rewrote it: the hole that it comes in by. */
export function dialledPort({ marks }: Flight): number | undefined {
  const rewritten = marks.find(({ what }) => what === 'dnat')?.before;
  const port = rewritten === undefined ? Number.NaN : Number(rewritten.slice(rewritten.lastIndexOf(':') + 1));
  return Number.isNaN(port) ? undefined : port;
}
