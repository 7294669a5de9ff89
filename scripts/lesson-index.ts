import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { parse } from 'yaml';
import type { LessonCard, LessonText } from '../src/ui/opening/index.ts';

/** The tabs that come first; the other files of a folder follow by name. */
const FIRST = ['app.yaml', 'cluster.yaml', 'traffic.yaml'];

/** The group of an example that names none. */
const UNGROUPED = 'More';

function tabsOf(folder: string): readonly string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  const rank = (file: string): number => (FIRST.includes(file) ? FIRST.indexOf(file) : FIRST.length);
  return files.toSorted((one, other) => rank(one) - rank(other) || one.localeCompare(other));
}

/** The first sentence of the prose, without Markdown's marks and without a bold lead-in such as `**What you see.**`. */
function firstSentence(prose: string): string {
  const paragraph = prose.split(/\n\s*\n/).find((part) => /^[^#\s>|-]/.test(part)) ?? '';
  const plain = paragraph
    .replace(/\s+/g, ' ')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\*\*[^*]*\*\*\s*/, '')
    .replace(/[`*]/g, '')
    .trim();
  return /^.*?[.!?:](?=\s|$)/.exec(plain)?.[0].replace(/:$/, '.') ?? plain;
}

const words = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

/** Reads one folder. A front matter that cannot be read is a fault of the build, named by its file. */
function cardOf(folder: string, name: string): LessonCard {
  const text = readFileSync(join(folder, 'lesson.md'), 'utf8');
  const [, front, prose] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? [];
  if (front === undefined || prose === undefined) throw new Error(`${name}/lesson.md does not begin with front matter`);
  const { title, book, teaches, level, group, seed } = parse(front) as Readonly<Record<string, unknown>>;
  if (typeof title !== 'string') throw new Error(`${name}/lesson.md has no title`);
  return {
    folder: name,
    title,
    group: typeof group === 'string' ? group : UNGROUPED,
    says: firstSentence(prose),
    teaches: words(teaches),
    files: tabsOf(folder),
    seed: typeof seed === 'number' ? seed : 1,
    ...(typeof book === 'string' && { book }),
    ...(level !== undefined && { level: String(level) }),
  };
}

/** Every folder with a `lesson.md`, by name: what the gallery shows. */
export function lessonIndex(lessons: string): readonly LessonCard[] {
  return readdirSync(lessons)
    .filter((name) => statSync(join(lessons, name)).isDirectory() && existsSync(join(lessons, name, 'lesson.md')))
    .toSorted()
    .map((name) => cardOf(join(lessons, name), name));
}

/** An example whole, as one answer: its card, its prose and its files. */
export function lessonText(lessons: string, card: LessonCard): LessonText {
  const read = (file: string): string => readFileSync(join(lessons, card.folder, file), 'utf8');
  const prose = read('lesson.md')
    .replace(/^---\n.*?\n---\n/s, '')
    .trim();
  return { card, prose, original: card.files.map((name) => ({ name, text: read(name) })) };
}

/** The files of `lessons/` that are made of the folders: the index, each example whole, and the first one once more by that name. */
function* made(lessons: string): Generator<readonly [file: string, text: string]> {
  const cards = lessonIndex(lessons);
  yield ['index.json', JSON.stringify(cards)];
  for (const [at, card] of cards.entries()) {
    const text = JSON.stringify(lessonText(lessons, card));
    yield [`${card.folder}.json`, text];
    if (at === 0) yield ['first.json', text];
  }
}

/** Serves and builds what is made of the folders of examples: at every request while developing, once in a build. */
export function lessonIndexPlugin(lessons: string): Plugin {
  return {
    name: 'lesson-index',
    configureServer(server) {
      server.middlewares.use('/lessons', (request, response, next) => {
        const [, text] = [...made(lessons)].find(([file]) => request.url === `/${file}`) ?? [];
        if (text === undefined) return next();
        response.setHeader('Content-Type', 'application/json');
        response.end(text);
      });
    },
    generateBundle() {
      for (const [file, source] of made(lessons)) this.emitFile({ type: 'asset', fileName: `lessons/${file}`, source });
    },
  };
}
