/** A text in three parts: what it has in common with another at its start, where they differ, and what they have in common at the end. */
export interface Parted {
  readonly same: string;
  readonly differs: string;
  readonly rest: string;
}

/** Where a text differs from another. */
export function partedFrom(text: string, other: string): Parted {
  const most = Math.min(text.length, other.length);
  let start = 0;
  while (start < most && text[start] === other[start]) start += 1;
  let end = 0;
  while (end < most - start && text[text.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  return {
    same: text.slice(0, start),
    differs: text.slice(start, text.length - end),
    rest: text.slice(text.length - end),
  };
}
