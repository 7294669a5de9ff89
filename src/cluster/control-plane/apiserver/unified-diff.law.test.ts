import fc from 'fast-check';
import { expect, it } from 'vitest';
import { unifiedDiff } from './unified-diff.ts';

/** The second text, made from the first and a difference. */
function patched(text: string, difference: string): string {
  const lines = text.split('\n');
  const result: string[] = [];
  let at = 0;
  for (const line of difference.split('\n').slice(0, -1)) {
    const hunk = /^@@ -(\d+)(,0)?/.exec(line);
    if (hunk) {
      const start = Number(hunk[1]) - (hunk[2] ? 0 : 1);
      result.push(...lines.slice(at, start));
      at = start;
      continue;
    }
    if (!line.startsWith('+')) expect(lines[at++]).toBe(line.slice(1));
    if (!line.startsWith('-')) result.push(line.slice(1));
  }
  return [...result, ...lines.slice(at)].join('\n');
}

const text = fc.array(fc.constantFrom('{', '}', 'a', 'b', 'c'), { maxLength: 260 }).map((lines) => lines.join('\n'));

it('a difference makes the second text out of the first', () => {
  fc.assert(fc.property(text, text, (a, b) => patched(a, unifiedDiff(a, b)) === b));
});

it('the same text has no difference', () => {
  fc.assert(fc.property(text, (a) => unifiedDiff(a, a) === ''));
});

it('changes far from each other are told apart, three lines around each', () => {
  const lines = Array.from({ length: 20 }, (_, i) => `${i}`);
  const changed = lines.map((line) => (line === '2' || line === '17' ? 'x' : line));
  expect(unifiedDiff(lines.join('\n'), changed.join('\n'))).toBe(
    '@@ -1,6 +1,6 @@\n 0\n 1\n-2\n+x\n 3\n 4\n 5\n@@ -15,6 +15,6 @@\n 14\n 15\n 16\n-17\n+x\n 18\n 19\n',
  );
});
