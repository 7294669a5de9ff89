/** A part of a file between document markers, and the line (from 0) on which it begins. */
export interface Part {
  readonly text: string;
  readonly line: number;
}

/** What a document must hold more of than comments, directives and blank lines. */
const NOTHING = /^(?:[ \t\r]*(?:#[^\n]*)?(?:\n|$)|%[^\n]*(?:\n|$))*$/;

/**
 * Cuts a file at the lines that begin with `---` or `...`. Lines and columns keep their numbers: a document that begins on
 * the marker's own line (`--- {kind: Pod}`) keeps it, with blanks where the marker was.
 */
export function splitDocuments(text: string): readonly Part[] {
  const parts: Part[] = [];
  const marker = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm;
  let [start, line, blanks] = [0, 0, ''];
  const restOfMarker = /[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/y;
  const cut = (end: number): void => {
    const part = blanks + text.slice(start, end);
    if (!isNothing(part)) parts.push({ text: part, line });
    line += countLines(part);
    restOfMarker.lastIndex = end + 3;
    const rest = restOfMarker.exec(text)?.[0];
    [start, blanks] = rest === undefined ? [end + 3, '   '] : [end + 3 + rest.length, ''];
    line += countLines(rest ?? '');
  };
  for (let match = marker.exec(text); match; match = marker.exec(text)) cut(match.index);
  cut(text.length);
  return parts;
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
