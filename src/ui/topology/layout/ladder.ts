import type { RulesThing } from '../../../worker/protocol.ts';
import type { Box, Point } from './polyline.ts';

/** A step of the ladder as it is drawn: one rung, or a row that stands for many. */
export interface Step {
  /** The middle line of the rung. */
  readonly y: number;
  /** The first rung of this row and how many it stands for. */
  readonly rung: number;
  readonly count: number;
}

/** How much room each rung has: both lines of text, or one line, or folded rows between. */
export type LadderLook = 'roomy' | 'tight' | 'lines' | 'reject';

/** The rules of one Service port on one node, drawn as a ladder. Places are on the chart. */
export interface Ladder {
  readonly box: Box;
  readonly look: LadderLook;
  /** One of many: a line for its head, a line for each rung, no words under it. */
  readonly slim: boolean;
  /** Where the road enters, on the left edge. */
  readonly entryY: number;
  /** The post that packets fall down. */
  readonly postX: number;
  readonly steps: readonly Step[];
  /** The road of replies, under the last rung. */
  readonly replyY: number;
  /** Where the rejecting rule stands when there is no endpoint. */
  readonly reject: Point;
}

/** More rungs than this are folded: the first few, one row for the many, the last. */
const MOST_ROWS = 14;

/** Heights of a ladder's parts: its head, from there to the road's entrance and to the first rung, between rungs, after the last, the foot. */
interface Measures {
  readonly head: number;
  readonly entrance: number;
  readonly before: number;
  readonly pitch: number;
  readonly after: number;
  readonly foot: number;
}

const TALL = { head: 50, entrance: 20, foot: 70 } as const;

const MEASURES: Readonly<Record<Exclude<LadderLook, 'reject'> | 'slim', Measures>> = {
  roomy: { ...TALL, before: 50, pitch: 70, after: 34 },
  tight: { ...TALL, before: 46, pitch: 52, after: 32 },
  lines: { ...TALL, before: 40, pitch: 24, after: 20 },
  slim: { head: 28, entrance: 9, before: 22, pitch: 24, after: 12, foot: 10 },
};

/** A ladder of one rule that refuses: how high it is, and how far down and right its sign stands. */
const REJECT = { tall: { height: 232, y: 92, x: 77 }, slim: { height: 64, y: 45, x: 30 } } as const;

function lookFor(rungs: number, slim: boolean): LadderLook {
  if (rungs === 0) return 'reject';
  if (slim || rungs > 7) return 'lines';
  return rungs <= 4 ? 'roomy' : 'tight';
}

function rows(rungs: number): readonly { readonly rung: number; readonly count: number }[] {
  if (rungs <= MOST_ROWS) return Array.from({ length: rungs }, (_, rung) => ({ rung, count: 1 }));
  const first = MOST_ROWS - 2;
  const head = Array.from({ length: first }, (_, rung) => ({ rung, count: 1 }));
  return [...head, { rung: first, count: rungs - first - 1 }, { rung: rungs - 1, count: 1 }];
}

/** How high a ladder will be. */
export function ladderHeight({ rungs }: RulesThing, slim: boolean): number {
  const look = lookFor(rungs.length, slim);
  if (look === 'reject') return REJECT[slim ? 'slim' : 'tall'].height;
  const { head, before, pitch, after, foot } = MEASURES[slim ? 'slim' : look];
  return head + before + (rows(rungs.length).length - 1) * pitch + after + foot;
}

/** Draws up a ladder with its left top corner at a place. */
export function ladderAt(rules: RulesThing, at: Point, width: number, slim: boolean): Ladder {
  const look = lookFor(rules.rungs.length, slim);
  const height = ladderHeight(rules, slim);
  const sign = REJECT[slim ? 'slim' : 'tall'];
  const reject = { x: at.x + sign.x, y: at.y + sign.y };
  const { head, entrance, before, pitch } = MEASURES[slim ? 'slim' : look === 'reject' ? 'roomy' : look];
  return {
    box: { ...at, width, height },
    look,
    slim,
    entryY: look === 'reject' ? reject.y : at.y + head + entrance,
    postX: at.x + 16,
    steps: rows(rules.rungs.length).map((row, i) => ({ ...row, y: at.y + head + before + i * pitch })),
    replyY: at.y + height - (slim ? 8 : 18),
    reject,
  };
}

/** The row that shows a rung. */
export function stepOf(ladder: Ladder, rung: number): Step | undefined {
  return ladder.steps.find((step) => rung >= step.rung && rung < step.rung + step.count);
}
