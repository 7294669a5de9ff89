import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Played } from './runner.ts';

/** The list of golden cases that do not pass yet: one `area/case` per line, sorted; `#` starts a comment. */
export const TODO_FILE = join(import.meta.dirname, 'todo.txt');

const entry = (line: string): string => line.replace(/#.*/, '').trim();

/** The cases on the list, as written. */
export function readTodo(text: string): readonly string[] {
  return text.split('\n').map(entry).filter(Boolean);
}

/** The list without the cases that pass. Nothing is ever put on it here, and comments stay. */
export function shortened(text: string, passing: ReadonlySet<string>): string {
  return text
    .split('\n')
    .filter((line) => !passing.has(entry(line)))
    .join('\n');
}

/** Takes the cases that pass off the list in the repository. */
export function shortenTodo(passing: ReadonlySet<string>): void {
  writeFileSync(TODO_FILE, shortened(readFileSync(TODO_FILE, 'utf8'), passing));
}

/** Everything in which the list and the play disagree; no line means that the ratchet holds. */
export function ratchet(todo: readonly string[], played: readonly Played[]): readonly string[] {
  const listed = new Set(todo);
  const names = new Set(played.map((one) => one.name));
  const doubled = todo.filter((name, i) => todo.indexOf(name) !== i);
  const unsorted = todo.find((name, i) => i > 0 && name < (todo[i - 1] ?? ''));
  return [
    ...played.flatMap(({ name, outcome }) => {
      if (!outcome.passed)
        return listed.has(name) ? [] : [`${name} fails and is not on the list: ${outcome.difference}`];
      return listed.has(name) ? [`${name} passes: take it off the list (npm run conformance -- --update-todo)`] : [];
    }),
    ...todo.filter((name) => !names.has(name)).map((name) => `${name} is on the list, but there is no such case`),
    ...doubled.map((name) => `${name} is on the list twice`),
    ...(unsorted === undefined ? [] : [`the list is not sorted at ${unsorted}`]),
  ];
}
