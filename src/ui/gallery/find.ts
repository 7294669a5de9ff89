import type { LessonCard } from '../opening/index.ts';

/** One theme of the gallery and its examples. */
export interface Theme {
  readonly name: string;
  readonly cards: readonly LessonCard[];
}

const wordsOf = ({ folder, title, book = '', group, says, teaches }: LessonCard): string =>
  [folder, title, book, group, says, ...teaches].join(' ').toLowerCase();

/** The examples in which every word that is searched for occurs, under their themes, both in the order of the folders. */
export function themesWith(cards: readonly LessonCard[], search: string): readonly Theme[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = cards.filter((card) => wanted.every((word) => wordsOf(card).includes(word)));
  const names = [...new Set(found.map(({ group }) => group))];
  return names.map((name) => ({ name, cards: found.filter(({ group }) => group === name) }));
}
