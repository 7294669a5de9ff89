import { expect, test } from 'vitest';
import type { RulesThing } from '../../worker/protocol.ts';
import { standings } from './standing.ts';

const without = (node: string, change: Partial<RulesThing>): RulesThing => ({
  kind: 'rules',
  id: `rules/${node}`,
  service: 'Service/default/web',
  node,
  portName: '',
  port: 80,
  chain: '',
  rungs: [],
  reject: '-A …',
  mode: 'iptables',
  behind: 0,
  traffic: 'all',
  alsoOn: [],
  ...change,
});

const said = (rules: RulesThing): readonly string[] =>
  standings([rules]).map(({ heading, says }) => `${heading} ${says}`);

test('a Service without endpoints is rejected everywhere', () => {
  expect(said(without('node-1', { refusal: 'reject', alsoOn: ['node-2'] }))).toEqual([
    'web has no endpoints. A rule rejects what is sent to its address: the caller sees "connection refused" at once.',
  ]);
});

test('a machine without endpoints of its own drops what comes from outside', () => {
  expect(said(without('node-3', { refusal: 'drop', traffic: 'outside' }))).toEqual([
    'web has no endpoints on node-3. A rule drops what comes to the machine for it from outside: the caller hears nothing, and waits until its time is up.',
  ]);
});

test('under an internal policy Local a machine drops what its own Pods send', () => {
  expect(said(without('node-1', { refusal: 'drop', alsoOn: ['node-2'] }))).toEqual([
    'web has no endpoints on node-1, node-2. A rule drops what is sent to its address: the caller hears nothing, and waits until its time is up.',
  ]);
});
