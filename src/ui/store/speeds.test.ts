import { expect, test } from 'vitest';
import { nextSpeed, SPEED_STOPS, speedText, stopOf } from './speeds.ts';

test('every stop is its own place, and steps lead from one to the next', () => {
  SPEED_STOPS.forEach((speed, place) => {
    expect(stopOf(speed)).toBe(place);
    expect(nextSpeed(speed, 1)).toBe(SPEED_STOPS[place + 1] ?? speed);
  });
});

test('speeds read as a scale', () => {
  expect(SPEED_STOPS.map(speedText)).toEqual(['1/100', '1/50', '1/20', '1/10', '1/5', '1/2', '1', '2×', '5×', '10×']);
});
