import { expect, test } from 'vitest';
import { durationText, shortPodName } from './names.ts';

test('Pods that a Deployment made are known by their last five letters', () => {
  expect(shortPodName('random-generator-7d4b9c6f5d-x4k2p')).toBe('…-x4k2p');
});

test('other names stay whole', () => {
  expect(shortPodName('client')).toBe('client');
  expect(shortPodName('web-0')).toBe('web-0');
});

test('durations read as people say them', () => {
  expect(durationText(400)).toBe('0.4 s');
  expect(durationText(1000)).toBe('1 s');
  expect(durationText(12_400)).toBe('12 s');
  expect(durationText(432_000_000)).toBe('120 h');
});
