import type { Conversation, Instant, Shape } from '../../../worker/protocol.ts';
import { store } from '../../store/index.ts';
import type { Box, Point } from '../layout/polyline.ts';
import type { Sheet } from '../layout/sheet.ts';
import { standing } from '../layout/standing.ts';
import { crowdOn } from './crowd.ts';
import { type LaneTable, laneTable } from './lanes.ts';
import { type Look, type Travelling, trafficAt } from './traffic.ts';

/** The camera: where the chart's origin is in the pane, its zoom, and the pane's size in CSS px. */
export interface View {
  readonly left: number;
  readonly top: number;
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
}

/** The chart that is on the page: what packets are drawn over and found on. */
export interface Stage {
  readonly layout: () => Sheet;
  /** Chart pixels to screen pixels: `x * zoom + left`. */
  readonly camera: () => View;
  /** The chart's rectangle on the page. */
  readonly frame: () => Box;
  /** Effects as they are timed now. */
  readonly timing: () => Pick<Look, 'fade' | 'linger' | 'discrete'>;
}

let stage: Stage | undefined;

/** Puts a chart on the stage; the answer takes it off again. */
export function enter(chart: Stage): () => void {
  stage = chart;
  return () => {
    if (stage === chart) stage = undefined;
  };
}

/** Made-up conversations that are drawn as well. They are no part of the cluster: no list and no timeline knows them. */
let crowd: readonly Conversation[] = [];

interface HandedOut {
  readonly of: ReadonlyMap<string, Conversation>;
  readonly crowd: readonly Conversation[];
  readonly lanes: LaneTable;
}

/** All conversations whose packets are drawn. */
function travelling(conversations: ReadonlyMap<string, Conversation>): Iterable<Conversation> {
  return crowd.length === 0 ? conversations.values() : [...conversations.values(), ...crowd];
}

const handedOut: Partial<Record<Sheet['lens'], HandedOut>> = {};

/** The lanes of all conversations that the page knows; looked at again when they change. */
function currentLanes(lens: Sheet['lens']): LaneTable {
  const { conversations } = store.getState();
  const before = handedOut[lens];
  if (before?.of === conversations && before.crowd === crowd) return before.lanes;
  const lanes = laneTable(travelling(conversations), lens, before?.lanes);
  handedOut[lens] = { of: conversations, crowd, lanes };
  return lanes;
}

/** The packets on a chart at an instant. */
export function trafficOn(chart: Stage, now: Instant): readonly Travelling[] {
  const { conversations, selection } = store.getState();
  const selected =
    selection?.of === 'conversation' ? { conversation: selection.id, flight: selection.flight } : undefined;
  return trafficAt({
    now,
    layout: chart.layout(),
    lanes: currentLanes(chart.layout().lens),
    conversations: travelling(conversations),
    selected,
    ...chart.timing(),
  });
}

/** Packets nearer than this to the pointer (CSS px) are hit: the smallest target is 28 px wide. */
const REACH = 14;

function toPage(chart: Stage, { x, y }: Point): Point {
  const { left, top, zoom } = chart.camera();
  const frame = chart.frame();
  return { x: x * zoom + left + frame.x, y: y * zoom + top + frame.y };
}

function nearest(chart: Stage, now: Instant, at: Point): Travelling | undefined {
  let best: Travelling | undefined;
  let least = REACH;
  for (const packet of trafficOn(chart, now)) {
    const seen = toPage(chart, packet);
    const distance = Math.hypot(seen.x - at.x, seen.y - at.y) - (packet.selected ? 0.5 : 0);
    if (packet.presence <= 0 || distance > least) continue;
    least = distance;
    best = packet;
  }
  return best;
}

/** A packet under a point of the page (client coordinates), if there is one. */
export function flightAt(
  now: Instant,
  at: Point,
): { readonly conversation: string; readonly flight: string } | undefined {
  const packet = stage === undefined ? undefined : nearest(stage, now, at);
  return packet && { conversation: packet.conversation.id, flight: packet.flight.id };
}

/** Where the selected packet is on the chart; when it has arrived, the newest of its conversation. */
export function selectedPlace(now: Instant): Point | undefined {
  const { selection } = store.getState();
  if (stage === undefined || selection?.of !== 'conversation') return undefined;
  const packets = trafficOn(stage, now).filter(({ conversation, presence }) => {
    return conversation.id === selection.id && presence > 0;
  });
  const flying = packets.find(({ selected, flight }) => selected && now < flight.to);
  return flying ?? packets.toSorted((a, b) => a.flight.from - b.flight.from).at(-1);
}

/** A packet as the automation interface tells it; x and y are client coordinates. */
export interface PacketOnChart extends Point {
  readonly conversation: string;
  readonly flight: string;
  readonly shape: Shape;
  readonly reply: boolean;
}

/** Every packet that is drawn at an instant, and where on the page. */
export function packetsOnChart(now: Instant): readonly PacketOnChart[] {
  const chart = stage;
  if (chart === undefined) return [];
  return trafficOn(chart, now)
    .filter((packet) => packet.presence > 0)
    .map((packet) => {
      const { conversation, flight } = packet;
      return {
        conversation: conversation.id,
        flight: flight.id,
        ...toPage(chart, packet),
        shape: flight.shape,
        reply: flight.reply,
      };
    });
}

/** What is under a point of the page: a packet, a thing by its key, a machine by its name. */
export type UnderPoint =
  | { readonly of: 'packet'; readonly conversation: string; readonly flight: string }
  | { readonly of: 'thing'; readonly id: string }
  | { readonly of: 'node'; readonly name: string };

function inside(at: Point, box: Box): boolean {
  return at.x >= box.x && at.x <= box.x + box.width && at.y >= box.y && at.y <= box.y + box.height;
}

function thingAt(layout: Sheet, at: Point): UnderPoint | undefined {
  const { things, machines } = standing(layout);
  for (const [id, box] of things) if (inside(at, box)) return { of: 'thing', id };
  const machine = machines.find(({ box }) => inside(at, box));
  return machine && { of: 'node', name: machine.node };
}

/** What is under a point of the page (client coordinates) at an instant. */
export function whatIsAt(now: Instant, x: number, y: number): UnderPoint | undefined {
  if (stage === undefined) return undefined;
  const packet = flightAt(now, { x, y });
  if (packet !== undefined) return { of: 'packet', ...packet };
  const { left, top, zoom } = stage.camera();
  const frame = stage.frame();
  return thingAt(stage.layout(), { x: (x - frame.x - left) / zoom, y: (y - frame.y - top) / zoom });
}

/** Puts so many made-up packets on the roads of the chart that is on the page, in the place of those of before. */
export function drawCrowd(packets: number, from: Instant, lasting: Instant): void {
  if (stage !== undefined) crowd = crowdOn(stage.layout(), packets, from, lasting);
}
