/** How long a crashing container waits before it is started again, and since when. Virtual ms. */
export interface BackOff {
  readonly delay: number;
  readonly since: number;
}

const FIRST = 10_000;
const MOST = 300_000;

const isForgotten = (backOff: BackOff, at: number): boolean => at - backOff.since > 2 * MOST;

/**
 * Until when a container that ended at `ended` has to wait; undefined when it may start at once, as after its first crash
 * and after ten quiet minutes. Models client-go flowcontrol Backoff IsInBackOffSince (v1.36).
 */
export function waitsUntil(backOff: BackOff | undefined, ended: number, now: number): number | undefined {
  if (!backOff || isForgotten(backOff, ended)) return undefined;
  return now < ended + backOff.delay ? ended + backOff.delay : undefined;
}

/** The wait after the next crash: ten seconds, then twice as long each time, five minutes at most. Models Backoff Next (v1.36). */
export function nextBackOff(backOff: BackOff | undefined, ended: number, now: number): BackOff {
  const fresh = !backOff || isForgotten(backOff, ended);
  return { delay: fresh ? FIRST : Math.min(backOff.delay * 2, MOST), since: now };
}

/** A duration in Go's words: `10s`, `2m40s`. */
export function goDuration(ms: number): string {
  const [minutes, rest] = [Math.floor(ms / 60_000), (ms % 60_000) / 1000];
  return minutes > 0 ? `${minutes}m${rest}s` : `${rest}s`;
}
