import type { Stay } from '../../stay.ts';
import type { Match } from '../rule.ts';

/** `-m statistic --mode random`: throws a number and compares it with the probability. */
export function statisticMatches({ probability }: Extract<Match, { m: 'statistic' }>, stay: Stay): boolean {
  return stay.draw() < probability;
}
