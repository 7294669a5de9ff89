/** Lines that both texts have, one after the other: `size` of them from `a` and from `b` on. */
interface Block {
  readonly a: number;
  readonly b: number;
  readonly size: number;
}

/** A stretch of the first text (lines `a1` to `a2`) and what stands for it in the second. */
interface Change {
  readonly same: boolean;
  readonly a1: number;
  readonly a2: number;
  readonly b1: number;
  readonly b2: number;
}

/** Lines shown before and after each change. */
const CONTEXT = 3;
/** From this many lines on, those that stand everywhere say nothing about where one is. */
const POPULAR_FROM = 200;

/** Compares two lists of lines by the longest stretch they share, then left and right of it. Models go-difflib's SequenceMatcher. */
class Matcher {
  private readonly places = new Map<string, number[]>();

  constructor(
    private readonly a: readonly string[],
    private readonly b: readonly string[],
  ) {
    for (const [j, line] of b.entries()) {
      const known = this.places.get(line);
      if (known) known.push(j);
      else this.places.set(line, [j]);
    }
    const most = Math.floor(b.length / 100) + 1;
    if (b.length < POPULAR_FROM) return;
    for (const [line, places] of this.places) if (places.length > most) this.places.delete(line);
  }

  /** All shared stretches in order; those that touch are one. */
  blocks(): readonly Block[] {
    const blocks: Block[] = [];
    for (const block of this.between(0, this.a.length, 0, this.b.length)) {
      const last = blocks.at(-1);
      if (last && last.a + last.size === block.a && last.b + last.size === block.b)
        blocks[blocks.length - 1] = { ...last, size: last.size + block.size };
      else blocks.push(block);
    }
    return blocks;
  }

  private *between(a1: number, a2: number, b1: number, b2: number): Generator<Block> {
    const longest = this.extended(this.longest(a1, a2, b1, b2), a1, a2, b1, b2);
    if (longest.size === 0) return;
    const { a, b, size } = longest;
    if (a1 < a && b1 < b) yield* this.between(a1, a, b1, b);
    yield longest;
    if (a + size < a2 && b + size < b2) yield* this.between(a + size, a2, b + size, b2);
  }

  private longest(a1: number, a2: number, b1: number, b2: number): Block {
    let best: Block = { a: a1, b: b1, size: 0 };
    let ending = new Map<number, number>();
    for (let i = a1; i < a2; i++) {
      const next = new Map<number, number>();
      for (const j of this.places.get(this.a[i] ?? '') ?? []) {
        if (j < b1) continue;
        if (j >= b2) break;
        const size = (ending.get(j - 1) ?? 0) + 1;
        next.set(j, size);
        if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size };
      }
      ending = next;
    }
    return best;
  }

  /** The stretch with the popular lines around it that are the same too. */
  private extended({ a, b, size }: Block, a1: number, a2: number, b1: number, b2: number): Block {
    let before = 0;
    while (a - before > a1 && b - before > b1 && this.a[a - before - 1] === this.b[b - before - 1]) before++;
    let end = size;
    while (a + end < a2 && b + end < b2 && this.a[a + end] === this.b[b + end]) end++;
    return { a: a - before, b: b - before, size: end + before };
  }
}

function changesOf(a: readonly string[], b: readonly string[]): Change[] {
  const changes: Change[] = [];
  let [i, j] = [0, 0];
  for (const block of [...new Matcher(a, b).blocks(), { a: a.length, b: b.length, size: 0 }]) {
    if (i < block.a || j < block.b) changes.push({ same: false, a1: i, a2: block.a, b1: j, b2: block.b });
    [i, j] = [block.a + block.size, block.b + block.size];
    if (block.size > 0) changes.push({ same: true, a1: block.a, a2: i, b1: block.b, b2: j });
  }
  return changes;
}

/** The last lines of a stretch that is the same. */
const ending = ({ a1, a2, b1, b2 }: Change): Change => {
  return { same: true, a1: Math.max(a1, a2 - CONTEXT), a2, b1: Math.max(b1, b2 - CONTEXT), b2 };
};

/** Its first lines. */
const beginning = ({ a1, a2, b1, b2 }: Change): Change => {
  return { same: true, a1, a2: Math.min(a2, a1 + CONTEXT), b1, b2: Math.min(b2, b1 + CONTEXT) };
};

/** Changes that are near each other, with a few lines around them. */
function hunksOf(changes: readonly Change[]): Change[][] {
  const hunks: Change[][] = [];
  let hunk: Change[] = [];
  for (const [i, change] of changes.entries()) {
    if (!change.same) hunk.push(change);
    else if (i === 0) hunk.push(ending(change));
    else if (i === changes.length - 1) hunk.push(beginning(change));
    else if (change.a2 - change.a1 > 2 * CONTEXT) {
      hunks.push([...hunk, beginning(change)]);
      hunk = [ending(change)];
    } else hunk.push(change);
  }
  return [...hunks, hunk].filter((one) => one.some(({ same }) => !same));
}

function span(start: number, end: number): string {
  if (end - start === 1) return `${start + 1}`;
  return end === start ? `${start},0` : `${start + 1},${end - start}`;
}

/** The difference of two texts as `diff -u` prints it, without names of files; empty when they are the same. */
export function unifiedDiff(before: string, after: string): string {
  const [a, b] = [before.split('\n'), after.split('\n')];
  const lines: string[] = [];
  for (const hunk of hunksOf(changesOf(a, b))) {
    const [first, last] = [hunk[0] as Change, hunk.at(-1) as Change];
    lines.push(`@@ -${span(first.a1, last.a2)} +${span(first.b1, last.b2)} @@`);
    for (const { same, a1, a2, b1, b2 } of hunk) {
      lines.push(...a.slice(a1, a2).map((line) => (same ? ` ${line}` : `-${line}`)));
      if (!same) lines.push(...b.slice(b1, b2).map((line) => `+${line}`));
    }
  }
  return lines.map((line) => `${line}\n`).join('');
}
