import { expect, test } from 'vitest';
import { nodeThing } from '../chart-fixture.ts';
import { machineLook, machineWords } from './machine-state.tsx';

const node = nodeThing('node-1');

test('a machine that stops is seen at once, and what the API server notices later stands behind it', () => {
  expect(machineWords({ ...node, stopped: true })).toEqual(['stopped']);
  expect(machineWords({ ...node, stopped: true, ready: false })).toEqual(['stopped', 'NotReady']);
});

test('a machine whose link is cut is not drawn as one that is down', () => {
  expect(machineLook({ ...node, cut: true })).toBe('cut');
  expect(machineLook({ ...node, cut: true, ready: false })).toBe('down cut');
  expect(machineLook(node)).toBe('');
});
