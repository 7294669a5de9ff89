import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { playAll, report } from './runner.ts';

const HERE = import.meta.dirname;

/** Takes the cases that pass off the list of those that do not yet. It can only get shorter. */
function shorten(todo: string, passing: ReadonlySet<string>): void {
  const lines = readFileSync(todo, 'utf8').split('\n');
  writeFileSync(todo, lines.filter((line) => !passing.has(line.trim())).join('\n'));
}

/** `npm run conformance [-- <folder>] [--update-todo]`: plays golden cases; returns the exit status. */
export function main(args: readonly string[], print: (line: string) => void): number {
  const folder = args.find((arg) => !arg.startsWith('--')) ?? HERE;
  const played = playAll(folder);
  for (const line of report(played)) print(line);
  const passing = new Set(played.filter((one) => one.outcome.passed).map((one) => one.name));
  if (args.includes('--update-todo')) shorten(join(HERE, 'todo.txt'), passing);
  return passing.size === played.length && played.length > 0 ? 0 : 1;
}
