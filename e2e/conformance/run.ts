import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { playAll, report } from './runner.ts';
import { shortenTodo } from './todo.ts';

const HERE = import.meta.dirname;

const OPTIONS = new Set(['--update-todo']);

/** What is wrong with the command line, in a sentence. */
function misuse(args: readonly string[]): string | undefined {
  const folders = args.filter((arg) => !arg.startsWith('--'));
  const strange = args.find((arg) => arg.startsWith('--') && !OPTIONS.has(arg));
  if (strange !== undefined) return `unknown option ${strange}; there is --update-todo`;
  if (folders.length > 1) return 'one folder at a time';
  const [folder] = folders;
  if (folder !== undefined && !existsSync(folder)) return `there is no folder ${folder}`;
  if (folder !== undefined && args.includes('--update-todo'))
    return '--update-todo goes with the cases of this repository only';
  return undefined;
}

/**
 * `npm run conformance [-- <folder>] [--update-todo]`: plays golden cases; returns the exit status: 0 when all pass,
 * 1 when any fails or there is none, 2 when the command line makes no sense.
 */
export function main(args: readonly string[], print: (line: string) => void): number {
  const wrong = misuse(args);
  if (wrong !== undefined) {
    print(wrong);
    return 2;
  }
  const played = playAll(resolve(args.find((arg) => !arg.startsWith('--')) ?? HERE));
  for (const line of report(played)) print(line);
  const passing = new Set(played.filter((one) => one.outcome.passed).map((one) => one.name));
  if (args.includes('--update-todo')) shortenTodo(passing);
  return passing.size === played.length && played.length > 0 ? 0 : 1;
}
