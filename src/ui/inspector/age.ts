import type { Instant } from '../../worker/protocol.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Two units, the smaller one only when it is not 0. */
function both(ms: Instant, large: Instant, small: Instant, [l, s]: readonly [string, string]): string {
  const rest = Math.floor((ms % large) / small);
  return `${Math.floor(ms / large)}${l}${rest === 0 ? '' : `${rest}${s}`}`;
}

/** How long ago, as kubectl's AGE column has it: `45s`, `2m5s`, `17m`, `3h20m`. Models duration.HumanDuration (v1.36). */
export function ageText(ms: Instant): string {
  if (ms < 2 * MINUTE) return `${Math.max(0, Math.floor(ms / SECOND))}s`;
  if (ms < 10 * MINUTE) return both(ms, MINUTE, SECOND, ['m', 's']);
  if (ms < 3 * HOUR) return `${Math.floor(ms / MINUTE)}m`;
  if (ms < 8 * HOUR) return both(ms, HOUR, MINUTE, ['h', 'm']);
  if (ms < 48 * HOUR) return `${Math.floor(ms / HOUR)}h`;
  return both(ms, 24 * HOUR, HOUR, ['d', 'h']);
}

/** The age of a report that came more than once: `3s (x4 over 12s)`. */
export function ageOf(
  report: { readonly count: number; readonly first: Instant; readonly last: Instant },
  now: Instant,
): string {
  const { count, first, last } = report;
  return count > 1 ? `${ageText(now - last)} (x${count} over ${ageText(now - first)})` : ageText(now - first);
}
