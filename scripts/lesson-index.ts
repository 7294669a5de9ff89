import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { parse } from 'yaml';
import type { LessonCard } from '../src/ui/opening/index.ts';

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

/** `lessons/index.json`, made of the folders' front matter: at every request while developing, once in a build. */
export function lessonIndexPlugin(lessons: string): Plugin {
  const text = (): string => JSON.stringify(lessonIndex(lessons));
  return {
    name: 'lesson-index',
    configureServer(server) {
      server.middlewares.use('/lessons/index.json', (_request, response) => {
        response.setHeader('Content-Type', 'application/json');
        response.end(text());
      });
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'lessons/index.json', source: text() });
    },
  };
}
