import type { Match } from '../rule.ts';
import type { MatchContext } from './context.ts';

/** `-m statistic --mode random`: throws a number and compares it with the probability. */
export function statisticMatches(match: Extract<Match, { m: 'statistic' }>, context: MatchContext): boolean {
  context.drawn = context.draw();
  return context.drawn < match.probability;
}
