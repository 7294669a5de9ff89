import { expect, test } from 'vitest';
import type { LessonCard } from '../opening/index.ts';
import { themesWith } from './find.ts';

const card = (folder: string, group: string, teaches: readonly string[]): LessonCard => ({
  folder,
  title: `About ${folder}`,
  group,
  says: 'A sentence.',
  teaches,
  files: ['app.yaml'],
  seed: 1,
});

const cards = [
  card('01-first', 'Services', ['ClusterIP']),
  card('02-hole', 'Node ports', ['nodePort']),
  card('03-ping', 'Services', ['ICMP', 'ClusterIP']),
];

const foldersWith = (search: string): readonly (readonly string[])[] =>
  themesWith(cards, search).map((theme) => [theme.name, ...theme.cards.map(({ folder }) => folder)]);

test('themes come in the order of the folders, each once', () => {
  expect(foldersWith('')).toEqual([
    ['Services', '01-first', '03-ping'],
    ['Node ports', '02-hole'],
  ]);
});

test('every word must occur, in whatever place', () => {
  expect(foldersWith('clusterip services')).toEqual([['Services', '01-first', '03-ping']]);
  expect(foldersWith('clusterip icmp')).toEqual([['Services', '03-ping']]);
  expect(foldersWith('nothing of the kind')).toEqual([]);
});
