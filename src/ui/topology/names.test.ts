import { expect, test } from 'vitest';
import { chainLabel, durationLabel, podLabel, probabilityLabel, requestLabel, shareLabel, shortened } from './names.ts';

test('a Pod made by a controller shows only what tells it from its like', () => {
  expect(podLabel('random-generator-7c9d8b6f5-x4k2p')).toBe('…-x4k2p');
  expect(podLabel('client')).toBe('client');
});

test('a long name is cut in the middle', () => {
  expect(shortened('configuration-service', 12)).toBe('config…rvice');
  expect(shortened('short', 12)).toBe('short');
});

test('a chain keeps the first letters of its hash', () => {
  expect(chainLabel('KUBE-SVC-FLNJ4FGQ5UX5NSDC')).toBe('KUBE-SVC-FLNJ…');
});

test('a share is told as a fraction where it is one', () => {
  expect(shareLabel(1)).toBe('all');
  expect(shareLabel(1 / 3)).toBe('⅓ of all');
  expect(shareLabel(1 / 7)).toBe('1/7 of all');
  expect(shareLabel(0.46)).toBe('46 % of all');
});

test('the last branch takes everything that is left', () => {
  expect(probabilityLabel(undefined)).toBe('1');
  expect(probabilityLabel('0.33333333349')).toBe('0.333');
});

test('a request is told without its scheme', () => {
  expect(requestLabel('http://random-generator')).toBe('random-generator');
});

test('a length of time has one decimal while it is short', () => {
  expect(durationLabel(430)).toBe('0.4 s');
  expect(durationLabel(12_400)).toBe('12 s');
});
