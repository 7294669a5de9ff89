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

const HEAD = 50;
const FOOT = 70;
const REJECT_HEIGHT = 232;

function lookFor(rungs: number): LadderLook {
  if (rungs === 0) return 'reject';
  if (rungs <= 4) return 'roomy';
  return rungs <= 7 ? 'tight' : 'lines';
}

const PITCH: Readonly<Record<LadderLook, number>> = { roomy: 70, tight: 52, lines: 24, reject: 0 };

/** Room between the head's hairline and the first rung, and between the last rung and the foot's. */
const BEFORE: Readonly<Record<LadderLook, number>> = { roomy: 50, tight: 46, lines: 40, reject: 0 };
const AFTER: Readonly<Record<LadderLook, number>> = { roomy: 34, tight: 32, lines: 20, reject: 0 };

function rows(rungs: number): readonly { readonly rung: number; readonly count: number }[] {
  if (rungs <= MOST_ROWS) return Array.from({ length: rungs }, (_, rung) => ({ rung, count: 1 }));
  const first = MOST_ROWS - 2;
  const head = Array.from({ length: first }, (_, rung) => ({ rung, count: 1 }));
  return [...head, { rung: first, count: rungs - first - 1 }, { rung: rungs - 1, count: 1 }];
}

/** How high a ladder will be. */
export function ladderHeight(rules: RulesThing): number {
  const look = lookFor(rules.rungs.length);
  if (look === 'reject') return REJECT_HEIGHT;
  const last = (rows(rules.rungs.length).length - 1) * PITCH[look];
  return HEAD + BEFORE[look] + last + AFTER[look] + FOOT;
}

/** Draws up a ladder with its left top corner at a place. */
export function ladderAt(rules: RulesThing, at: Point, width: number): Ladder {
  const look = lookFor(rules.rungs.length);
  const height = ladderHeight(rules);
  const first = at.y + HEAD + BEFORE[look];
  return {
    box: { ...at, width, height },
    look,
    entryY: look === 'reject' ? at.y + 92 : at.y + HEAD + 20,
    postX: at.x + 16,
    steps: rows(rules.rungs.length).map((row, i) => ({ ...row, y: first + i * PITCH[look] })),
    replyY: at.y + height - 18,
    reject: { x: at.x + width / 2, y: at.y + 92 },
  };
}

/** The row that shows a rung. */
export function stepOf(ladder: Ladder, rung: number): Step | undefined {
  return ladder.steps.find((step) => rung >= step.rung && rung < step.rung + step.count);
}
