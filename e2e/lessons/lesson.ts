import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ManifestFile } from '../../src/worker/protocol.ts';

const LESSONS = join(import.meta.dirname, '../../public/lessons');

/** What the front matter of a lesson says about how it goes. */
interface FrontMatter {
  readonly title: string;
  readonly seed: number;
  /** The outcomes that its clients meet when it opens. */
  readonly outcomes: readonly string[];
  /** And once every step of its solution is typed. */
  readonly solved?: readonly string[];
  /** What the API server says about its text; nothing when absent. */
  readonly problems?: readonly string[];
}

/** A folder of public/lessons. */
export interface Lesson {
  readonly slug: string;
  readonly says: FrontMatter;
  readonly files: readonly ManifestFile[];
  /** What is typed, step by step: each replaces the file of its name (`1.yaml`, `2.yaml` … replace app.yaml). */
  readonly steps: readonly ManifestFile[];
}

const yamlIn = (folder: string): readonly ManifestFile[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.yaml'))
        .sort()
        .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
    : [];

function read(slug: string): Lesson {
  const folder = join(LESSONS, slug);
  const [, front = ''] = readFileSync(join(folder, 'lesson.md'), 'utf8').split(/^---$/m);
  const steps = yamlIn(join(folder, 'solution')).map(({ name, text }) => ({
    name: /^\d+\.yaml$/.test(name) ? 'app.yaml' : name,
    text,
  }));
  return { slug, says: parse(front) as FrontMatter, files: yamlIn(folder), steps };
}

/** Every lesson, in the order of its number. */
export const lessons: readonly Lesson[] = readdirSync(LESSONS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort()
  .map(read);
