import type { ClusterEvent, Conversation, Instant } from '../../worker/protocol.ts';
import { shapePath } from '../theme/index.ts';
import { drawChip } from './chip-drawing.ts';
import { drawEventMark, eventMarks } from './event-marks.ts';
import type { Lane } from './lanes.ts';
import { colorOf, type Palette } from './palette.ts';
import { type Span, ticks } from './span.ts';
import { busy, isCrowded, laneView, type Stop, type Stroke } from './strokes.ts';

/** Where things are on the lanes, CSS px. */
export interface Plan {
  readonly width: number;
  readonly height: number;
  readonly laneHeight: number;
  readonly lanes: readonly Lane[];
  readonly span: Span;
}

/** The height of the axis above the lanes. */
export const RULER = 21;

/** The x of an instant. */
export const xOf = (plan: Plan, at: Instant): number => ((at - plan.span.from) / plan.span.length) * plan.width;

/** The instant at an x. */
export const instantAt = (plan: Plan, x: number): Instant => plan.span.from + (x / plan.width) * plan.span.length;

/** The middle of a lane; the cluster's lane comes after the last. */
export const yOf = (plan: Plan, lane: number): number => RULER + plan.laneHeight * (lane + 0.5);

/** What the lanes show, apart from where they stand. */
export interface Scene {
  readonly conversations: Iterable<Conversation>;
  readonly events: readonly ClusterEvent[];
  readonly head: Instant;
  readonly present: Instant;
  readonly selected: string | undefined;
}

type Context = CanvasRenderingContext2D;

function line(context: Context, x0: number, x1: number, y: number): void {
  context.beginPath();
  context.moveTo(x0, y);
  context.lineTo(x1, y);
  context.stroke();
}

function drawRuler(context: Context, palette: Palette, plan: Plan): void {
  context.strokeStyle = palette['line-2'];
  context.fillStyle = palette['ink-3'];
  context.lineWidth = 1;
  context.font = `400 11px ${palette.mono}`;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  // One path for all: a stroke of its own for each would be most of what a frame of the timeline costs.
  context.beginPath();
  for (const { at, text } of ticks(plan.span, plan.width)) {
    const x = Math.round(xOf(plan, at)) + 0.5;
    context.moveTo(x, RULER);
    context.lineTo(x, RULER - (text === undefined ? 4 : 7));
    if (text !== undefined && (x > 14 || at === 0) && x < plan.width - 8) context.fillText(text, Math.max(x, 12), 10);
  }
  context.stroke();
  context.textAlign = 'left';
  context.strokeStyle = palette['line-1'];
  for (let lane = 0; lane <= plan.lanes.length; lane++) line(context, 0, plan.width, Math.round(yOf(plan, lane)) + 0.5);
}

const DASHES: Readonly<Record<Stroke['kind'], readonly [width: number, dash: number[]]>> = {
  request: [3, []],
  reply: [3, [5, 4]],
  waiting: [2, [2, 3]],
};

/** A conversation shorter than this (CSS px) shows only how it stands, not its parts. */
const SHORT = 56;

/** Stops closer than this (CSS px) would lie on each other: the later one is drawn. */
const CROWDED = 11;

const STOP_PATHS = new Map<string, Path2D>();

/** The outline of a stop around 0 0: made once, drawn on every frame. */
function stopPath({ shape, hollow }: Stop): Path2D {
  const key = `${shape} ${hollow}`;
  const path = STOP_PATHS.get(key) ?? new Path2D(shapePath(shape, hollow ? 4 : 4.6));
  STOP_PATHS.set(key, path);
  return path;
}

function drawStop(context: Context, palette: Palette, color: string, stop: Stop, x: number, y: number): void {
  const shape = stopPath(stop);
  context.translate(x, y);
  context.setLineDash([]);
  context.lineJoin = 'round';
  context.strokeStyle = palette.panel;
  context.lineWidth = 5;
  context.stroke(shape);
  context.fillStyle = stop.hollow ? palette.panel : color;
  context.fill(shape);
  context.strokeStyle = color;
  context.lineWidth = stop.hollow ? 2.2 : 1;
  context.stroke(shape);
  context.translate(-x, -y);
}

function drawConversation(
  context: Context,
  palette: Palette,
  plan: Plan,
  conversation: Conversation,
  scene: Scene,
  next: number,
): void {
  const view = laneView(conversation, scene.head);
  const lane = plan.lanes.findIndex(({ letters }) => letters.includes(conversation.letter));
  if (view === undefined || lane < 0) return;
  const y = yOf(plan, lane);
  const color = colorOf(palette, conversation.letter);
  if (conversation.id === scene.selected) drawSelected(context, palette, plan, conversation, view.end, y);
  const isShort = xOf(plan, view.end) - xOf(plan, conversation.from) < SHORT;
  context.strokeStyle = color;
  for (const { kind, from, to } of view.strokes) {
    const [width, dash] = isShort && kind === 'reply' ? DASHES.request : DASHES[kind];
    context.lineWidth = width;
    context.setLineDash(dash);
    line(context, xOf(plan, from), xOf(plan, to), y);
  }
  const stops = isShort ? view.stops.slice(-1) : view.stops;
  stops.forEach((stop, index) => {
    const following = stops[index + 1];
    const hidden = following !== undefined && xOf(plan, following.at) - xOf(plan, stop.at) < CROWDED;
    if (!hidden) drawStop(context, palette, color, stop, xOf(plan, stop.at), y);
  });
  const { outcome } = conversation;
  if (outcome === undefined || outcome.at > scene.head) return;
  // At the outcome itself: what is said afterwards, such as FIN, lies behind the chip.
  const x = xOf(plan, outcome.at) + 9;
  drawChip(context, palette, outcome, x, y, next - x - 8);
}

function drawSelected(
  context: Context,
  palette: Palette,
  plan: Plan,
  conversation: Conversation,
  end: Instant,
  y: number,
): void {
  const from = xOf(plan, conversation.from) - 8;
  context.fillStyle = palette.sunk;
  context.beginPath();
  context.roundRect(from, y - plan.laneHeight / 2, xOf(plan, end) + 8 - from, plan.laneHeight, 4);
  context.fill();
}

/** What was seen right of the play-head, while it stands in the past. */
function drawSeen(context: Context, palette: Palette, plan: Plan, conversation: Conversation, scene: Scene): void {
  const from = Math.max(conversation.from, scene.head);
  const to = Math.min(conversation.outcome?.at ?? conversation.to, scene.present);
  const lane = plan.lanes.findIndex(({ letters }) => letters.includes(conversation.letter));
  if (to <= from || lane < 0) return;
  context.strokeStyle = palette['line-2'];
  context.lineWidth = 2;
  context.setLineDash([]);
  line(context, xOf(plan, from), xOf(plan, to), yOf(plan, lane));
}

const inSight = (plan: Plan, from: Instant, to: Instant): boolean =>
  to >= plan.span.from - plan.span.length && from <= plan.span.from + plan.span.length;

/** The x at which the next conversation of the same lane begins, as far as the play-head has come. */
function nextStarts(plan: Plan, shown: readonly Conversation[], head: Instant): ReadonlyMap<string, number> {
  const starts = new Map<string, number>();
  const latest = new Map<string, number>();
  for (const conversation of shown.toReversed()) {
    starts.set(conversation.id, latest.get(conversation.letter) ?? Number.POSITIVE_INFINITY);
    if (conversation.from <= head) latest.set(conversation.letter, xOf(plan, conversation.from));
  }
  return starts;
}

function drawEvents(context: Context, palette: Palette, plan: Plan, scene: Scene): void {
  context.font = `400 11.5px ${palette.ui}`;
  context.textBaseline = 'middle';
  const y = yOf(plan, plan.lanes.length);
  const seen = scene.events.filter((event) => event.at <= scene.head && event.at >= plan.span.from);
  for (const mark of eventMarks(seen, ({ at }) => xOf(plan, at), plan.width)) drawEventMark(context, palette, mark, y);
}

function drawPresent(context: Context, palette: Palette, plan: Plan, scene: Scene): void {
  if (scene.present - scene.head < 0.5) return;
  const x = Math.round(xOf(plan, scene.present)) + 0.5;
  context.strokeStyle = palette['line-2'];
  context.lineWidth = 1;
  context.setLineDash([2, 3]);
  context.beginPath();
  context.moveTo(x, RULER - 8);
  context.lineTo(x, plan.height);
  context.stroke();
  context.fillStyle = palette['ink-3'];
  context.font = `400 11px ${palette.ui}`;
  context.textBaseline = 'middle';
  context.fillText('now', x + 4, plan.height - 6);
}

/** A lane on which conversations lie over each other: when anything was under way, and nothing more. */
function drawCrowd(context: Context, palette: Palette, plan: Plan, crowd: readonly Conversation[], scene: Scene): void {
  const [first] = crowd;
  const lane = plan.lanes.findIndex(({ letters }) => letters.includes(first?.letter ?? ''));
  if (first === undefined || lane < 0) return;
  context.strokeStyle = colorOf(palette, first.letter);
  context.lineWidth = 6;
  context.setLineDash([]);
  for (const [from, to] of busy(crowd, scene.head)) line(context, xOf(plan, from), xOf(plan, to), yOf(plan, lane));
}

/** Draws the whole of the lanes. Everything is a function of the play-head, so scrubbing back undoes it. */
export function drawLanes(context: Context, palette: Palette, plan: Plan, scene: Scene): void {
  context.clearRect(0, 0, plan.width, plan.height);
  context.setLineDash([]);
  drawRuler(context, palette, plan);
  const shown = [...scene.conversations]
    .filter((one) => inSight(plan, one.from, one.outcome?.at ?? one.to))
    .toSorted((a, b) => a.from - b.from);
  const starts = nextStarts(plan, shown, scene.head);
  for (const conversation of shown) drawSeen(context, palette, plan, conversation, scene);
  for (const { letters } of plan.lanes) {
    const here = shown.filter(({ letter }) => letters.includes(letter));
    if (isCrowded(here, plan.span.length)) drawCrowd(context, palette, plan, here, scene);
    else
      for (const one of here)
        drawConversation(context, palette, plan, one, scene, starts.get(one.id) ?? Number.POSITIVE_INFINITY);
  }
  context.setLineDash([]);
  drawEvents(context, palette, plan, scene);
  drawPresent(context, palette, plan, scene);
}

/** The conversation under a point, the latest first; undefined on bare ground. */
export function conversationAt(plan: Plan, scene: Scene, x: number, y: number): string | undefined {
  const lane = plan.lanes[Math.floor((y - RULER) / plan.laneHeight)];
  if (lane === undefined) return undefined;
  const under = [...scene.conversations].filter((one) => {
    if (!lane.letters.includes(one.letter) || one.from > scene.head) return false;
    const end = laneView(one, scene.head)?.end ?? one.from;
    return x >= xOf(plan, one.from) - 8 && x <= xOf(plan, end) + 12;
  });
  return under.toSorted((one, other) => other.from - one.from)[0]?.id;
}
