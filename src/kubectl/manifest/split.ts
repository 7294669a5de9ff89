/** A part of a file between document markers, and the line (from 0) on which it begins. */
export interface Part {
  readonly text: string;
  readonly line: number;
}

/** Cuts a file at its `---` lines. Lines keep their numbers; comments and blank lines around markers belong to what follows. */
export function splitDocuments(text: string): readonly Part[] {
  const parts: Part[] = [];
  const marker = /^---(?=[ \t\r\n]|$)[^\n]*\n?/gm;
  let [start, line] = [0, 0];
  for (let match = marker.exec(text); match; match = marker.exec(text)) {
    const part = text.slice(start, match.index);
    parts.push({ text: part, line });
    line += countLines(part) + countLines(match[0]);
    start = match.index + match[0].length;
  }
  parts.push({ text: text.slice(start), line });
  return parts.filter((part) => !/^(\s|#[^\n]*(\n|$))*$/.test(part.text));
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
