import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { main } from './run.ts';

let root: string;
let printed: string[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'portolan-cases-'));
  printed = [];
});
afterEach(() => rmSync(root, { recursive: true }));

const play = (...args: string[]): number => main(args, (line) => printed.push(line));

function writeCase(area: string, name: string, files: Readonly<Record<string, string>> = {}): string {
  const folder = join(root, area, name);
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries({ 'case.yaml': 'title: t\nsource: s\n', ...files }))
    writeFileSync(join(folder, file), text);
  return folder;
}

test('a case that fails makes the exit status 1', () => {
  writeCase('telegraph', 'morse');
  expect(play(root)).toBe(1);
  expect(printed.at(-1)).toBe('0 passed, 1 failed');
});

test('a case of an area that the engine has no answer for fails and says so', () => {
  writeCase('telegraph', 'morse');
  play(root);
  expect(printed[0]).toBe('  ✗ telegraph/morse: the engine has no answer for this area yet');
});

test('a case that makes the engine throw fails with the error', () => {
  writeCase('kube-proxy', 'no-such-node', { 'case.yaml': 'nodes: [node-9]\n', 'input.yaml': '' });
  mkdirSync(join(root, 'kube-proxy', 'no-such-node', 'expect'));
  writeFileSync(join(root, 'kube-proxy', 'no-such-node', 'expect', 'iptables-node-9.txt'), '');
  expect(play(root)).toBe(1);
  expect(printed[0]).toContain('the case has no node node-9');
});

test('a folder that is one area, or one case, is played too', () => {
  const folder = writeCase('telegraph', 'morse');
  writeCase('telegraph', 'cable');
  play(join(root, 'telegraph'));
  expect(printed.at(-1)).toBe('0 passed, 2 failed');
  play(folder);
  expect(printed.at(-1)).toBe('0 passed, 1 failed');
});

test('a folder without any case is not a success', () => {
  expect(play(root)).toBe(1);
  expect(printed.at(-1)).toBe('0 passed, 0 failed');
});

test('a folder that is not there and an option that does not exist are named', () => {
  expect(play(join(root, 'nowhere'))).toBe(2);
  expect(play('--fast')).toBe(2);
  expect(printed).toEqual([
    expect.stringContaining('there is no folder'),
    expect.stringContaining('unknown option --fast'),
  ]);
});
