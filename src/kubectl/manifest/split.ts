/** A stretch of a file up to and with the marker line that ends it. All stretches one after the other are the file. */
export interface Stretch {
  readonly raw: string;
  /** Line breaks in it. */
  readonly lines: number;
  /** The document in it; absent when it holds nothing but comments and blank lines. */
  readonly text?: string;
  /** It ends with a whole marker line, so that what follows begins anew, whatever it is. */
  readonly closed: boolean;
  /** Its document begins on the line of the marker before it, so that its text is not where it stands. */
  readonly begun: boolean;
}

/** What a document must hold more of than comments, directives and blank lines. */
const NOTHING = /^(?:[ \t\r]*(?:#[^\n]*)?(?:\n|$)|%[^\n]*(?:\n|$))*$/;

/** What follows a marker up to the end of its line, without the other characters that may begin a line of their own. */
const WHOLE_REST = /^[ \t]*(?:#[^\r\n\u2028\u2029]*)?\r?\n$/;

/**
 * Cuts a text at the lines that begin with `---` or `...`. Lines and columns keep their numbers: a document that begins on
 * the marker's own line (`--- {kind: Pod}`) keeps it, with blanks where the marker was.
 */
export function split(text: string): readonly Stretch[] {
  const stretches: Stretch[] = [];
  // A line begins after \n and nowhere else, whatever other signs may end one for JavaScript.
  const marker = /(?<![^\n])(?:---|\.\.\.)(?=[ \t\r\n]|$)/g;
  const restOfMarker = /[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/y;
  let [start, blanks] = [0, ''];
  const cut = (end: number): void => {
    const part = blanks + text.slice(start, end);
    restOfMarker.lastIndex = end + 3;
    const rest = restOfMarker.exec(text)?.[0];
    const next = Math.min(text.length, end + 3 + (rest?.length ?? 0));
    const raw = text.slice(start, next);
    const closed = rest !== undefined && WHOLE_REST.test(rest);
    stretches.push({
      raw,
      lines: countLines(raw),
      closed,
      begun: blanks !== '',
      ...(!isNothing(part) && { text: part }),
    });
    [start, blanks] = [next, rest === undefined ? '   ' : ''];
  };
  for (let match = marker.exec(text); match; match = marker.exec(text)) cut(match.index);
  if (start < text.length || stretches.length === 0) cut(text.length);
  return stretches;
}

const MARKER_LINE = /^(?:---|\.\.\.)(?=[ \t\r\n])[ \t]*(?:#[^\r\n\u2028\u2029]*)?\r?\n$/;

/** Whether a place in a text comes right after a whole marker line. */
function followsMarker(text: string, at: number): boolean {
  if (at === 0) return true;
  return text[at - 1] === '\n' && MARKER_LINE.test(text.slice(text.lastIndexOf('\n', at - 2) + 1, at));
}

/** How far, up to `most`, two things are the same, when it can be asked of any stretch. */
function sameUpTo(most: number, isSame: (from: number, to: number) => boolean): number {
  let [same, other] = [0, most + 1];
  for (let to = most; other - same > 1; to = (same + other) >> 1) {
    if (isSame(same, to)) same = to;
    else other = to;
  }
  return same;
}

/** Letters that two texts have in common at their beginnings and, apart from those, at their ends. */
function inCommon(one: string, other: string): readonly [number, number] {
  const shorter = Math.min(one.length, other.length);
  const start = sameUpTo(shorter, (from, to) => one.slice(from, to) === other.slice(from, to));
  const fromEnd = (text: string, from: number, to: number): string => text.slice(text.length - to, text.length - from);
  return [start, sameUpTo(shorter - start, (from, to) => fromEnd(one, from, to) === fromEnd(other, from, to))];
}

/**
 * The same as `split(text)`, given an earlier text and how it was cut: stretches at both ends that are still there are the
 * same objects; only what lies between is cut anew.
 */
export function splitAgain(text: string, earlier: string, before: readonly Stretch[]): readonly Stretch[] {
  const [start, end] = inCommon(text, earlier);
  let [first, from] = [0, 0];
  for (let one = before[first]; one?.closed && from + one.raw.length <= start; one = before[first]) {
    from += one.raw.length;
    first++;
  }
  let [last, to] = [before.length, text.length];
  const same = Math.max(from, text.length - end);
  for (let one = before[last - 1]; one?.raw && last > first && !one.begun; one = before[last - 1]) {
    if (to - one.raw.length < same || before[last - 2]?.closed === false) break;
    to -= one.raw.length;
    last--;
  }
  // The first that is left may follow something else now.
  for (let one = before[last]; one && !followsMarker(text, to); one = before[last]) {
    to += one.raw.length;
    last++;
  }
  if (first === 0 && last === before.length) return split(text);
  const between = from < to ? split(text.slice(from, to)) : [];
  return [...before.slice(0, first), ...between, ...before.slice(last)];
}

/** Text without a word in it; a look at its first letter spares most documents the rest. */
function isNothing(part: string): boolean {
  return !/^[ \t\r\n]*[^\s#%]/.test(part) && NOTHING.test(part);
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
