import type { LineCounter } from 'yaml';

/** A range of a document, lines and columns counted from 1, lines within the document. */
export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The beginning of a document, for what concerns it as a whole. */
export const START: Range = { line: 1, column: 1, endLine: 1, endColumn: 2 };

/** Offsets as lines and columns. A mark covers what is left of its first line, not the whole block below. */
export function rangeOf([from, to]: readonly [number, number, ...number[]], lines: LineCounter, text: string): Range {
  const start = lines.linePos(Math.min(from, text.length));
  const { line, col } = start.line === 0 ? { line: 1, col: 1 } : start;
  const newline = text.indexOf('\n', from);
  const end = Math.min(to, newline === -1 ? text.length : newline);
  return { line, column: col, endLine: line, endColumn: col + Math.max(1, end - from) };
}
