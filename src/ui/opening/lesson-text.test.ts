import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LessonCard } from './lesson-card.ts';
import { fetchLesson } from './lesson-text.ts';
import { keepFiles, type Shelf } from './shelf.ts';

const card = (folder: string): LessonCard => ({
  folder,
  title: folder,
  group: 'Services',
  says: '',
  teaches: [],
  files: ['app.yaml', 'cluster.yaml'],
  seed: 1,
});

const lesson = (folder: string) => ({
  card: card(folder),
  prose: 'Look.',
  original: [
    { name: 'app.yaml', text: 'its own' },
    { name: 'cluster.yaml', text: 'nodes' },
  ],
});

function emptyShelf(): Shelf {
  const held = new Map<string, string>();
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
  };
}

/** A server with two examples; it answers unknown addresses with its first page, as some do. */
function serve(path: string): Response {
  const name = /lessons\/(.*)\.json$/.exec(path)?.[1] ?? '';
  if (name === 'broken') return new Response('', { status: 500, statusText: 'Oops' });
  const folder = name === 'first' ? '01-one' : name;
  if (['01-one', '02-two'].includes(folder)) return Response.json(lesson(folder));
  return new Response('<html>', { headers: { 'Content-Type': 'text/html' } });
}

beforeEach(() => vi.stubGlobal('fetch', (path: string) => Promise.resolve(serve(path))));
afterEach(() => vi.unstubAllGlobals());

test('no name opens the first example, a name its own', async () => {
  expect((await fetchLesson('', emptyShelf(), true)).lesson?.card.folder).toBe('01-one');
  expect((await fetchLesson('#lesson=02-two', emptyShelf(), false)).lesson?.card.folder).toBe('02-two');
});

test('a name that does not exist is a fault, and opens the first example only when none is open', async () => {
  const fault = { folder: '09-no', why: 'There is no example of this name.' };
  expect(await fetchLesson('#lesson=09-no', emptyShelf(), false)).toEqual({ fault });
  const opened = await fetchLesson('#lesson=09-no', emptyShelf(), true);
  expect([opened.lesson?.card.folder, opened.fault]).toEqual(['01-one', fault]);
});

test('a server that fails is a fault in its words', async () => {
  expect(await fetchLesson('#lesson=broken', emptyShelf(), false)).toEqual({
    fault: { folder: 'broken', why: 'lessons/broken.json: 500 Oops' },
  });
});

test("the person's own text comes back, with the files that it did not have", async () => {
  const shelf = emptyShelf();
  keepFiles(shelf, '01-one', [{ name: 'app.yaml', text: 'mine' }]);
  expect((await fetchLesson('', shelf, true)).lesson?.files).toEqual([
    { name: 'app.yaml', text: 'mine' },
    { name: 'cluster.yaml', text: 'nodes' },
  ]);
});
