import type { Probe } from '../../../api/index.ts';
import type { ProbeAnswer, ProbeKind } from './runtime.ts';

/** When a container's health checks run: its worker has ticked since `phase` (virtual ms), so runs come at phase + n periods. */
export interface Ticks {
  readonly phase: number;
  readonly period: number;
}

/**
 * A health check under way. While its answer does not change nothing happens run by run: which run tips the result follows
 * from the first run of the streak and the threshold, so only that instant is planned.
 */
export interface ProbeRun {
  readonly kind: ProbeKind;
  /** What the kubelet holds to be true: ready, alive, started. */
  readonly result: boolean;
  readonly answer: ProbeAnswer;
  /** The first run that gets this answer; in the future while no run has. */
  readonly from: number;
  /** The streak that goes on if the answer changes back before any run has seen the present one. */
  readonly before?: { readonly answer: ProbeAnswer; readonly from: number };
  /** The streak's first failure has been told. */
  readonly told: boolean;
}

const seconds = (value: number | undefined, otherwise: number): number => (value ?? otherwise) * 1000;

/** The ticks of a check whose worker started at `phase`. */
export function ticksOf({ periodSeconds }: Probe, phase: number): Ticks {
  return { phase, period: Math.max(1000, seconds(periodSeconds, 10)) };
}

/** The first tick that is not before an instant. */
function tickFrom({ phase, period }: Ticks, at: number): number {
  return phase + Math.ceil((at - phase) / period) * period;
}

const tickAfter = (ticks: Ticks, at: number): number => tickFrom(ticks, at + 1);

/**
 * A check of a container that started at `startedAt` and may be asked from `open` on (when its startup probe has passed).
 * The first readiness run comes at once, the others with their next tick. Models prober worker.go and prober_manager.go
 * UpdatePodStatus (v1.36).
 */
export function begunProbe(
  kind: ProbeKind,
  probe: Probe,
  ticks: Ticks,
  { startedAt, open }: { readonly startedAt: number; readonly open: number },
  answer: ProbeAnswer,
): ProbeRun {
  const allowed = Math.max(open, startedAt + seconds(probe.initialDelaySeconds, 0));
  const atOnce = kind === 'readiness' && allowed === open;
  const from = atOnce ? allowed : tickFrom(ticks, allowed);
  return { kind, result: kind === 'liveness', answer, from, told: false };
}

/** The instant of a streak's n-th run, counted from 1. */
function runAt(ticks: Ticks, from: number, n: number): number {
  return n <= 1 ? from : tickAfter(ticks, from) + (n - 2) * ticks.period;
}

/** How a check has gone until now, run by run. */
export interface ProbeReport {
  /** What the kubelet holds to be true: ready, alive, started. */
  readonly result: boolean;
  /** The answer of the last run, or of the first to come. */
  readonly answer: ProbeAnswer;
  /** Runs in a row that had this answer; 0 before the first. */
  readonly inARow: number;
  /** Virtual ms of the last run; absent before the first. */
  readonly last?: number;
  readonly next: number;
}

/** How many runs of a streak there have been by an instant. */
function runsBy(ticks: Ticks, from: number, now: number): number {
  if (now < from) return 0;
  const second = tickAfter(ticks, from);
  return now < second ? 1 : 2 + Math.floor((now - second) / ticks.period);
}

/** The last and the next run of a check, and how often in a row it came out so. */
export function probeReport({ result, ...run }: ProbeRun, ticks: Ticks, now: number): ProbeReport {
  const { answer, from } = now < run.from && run.before ? run.before : run;
  const inARow = runsBy(ticks, from, now);
  const last = inARow > 0 ? runAt(ticks, from, inARow) : undefined;
  const next = now < run.from ? run.from : runAt(ticks, from, inARow + 1);
  return { result, answer, inARow, ...(last !== undefined && { last }), next };
}

/**
 * When the streak is long enough to count; undefined while it agrees with the result. A startup check holds "not started"
 * from the beginning, so its failures count although they agree.
 */
export function tippingInstant(run: ProbeRun, probe: Probe, ticks: Ticks): number | undefined {
  const givesUp = run.kind === 'startup' && !run.answer.passes;
  if (run.answer.passes === run.result && !givesUp) return undefined;
  const threshold = run.answer.passes ? (probe.successThreshold ?? 1) : (probe.failureThreshold ?? 3);
  return runAt(ticks, run.from, Math.max(1, threshold)) + run.answer.takes;
}

/** When something about the check changes by itself: its first failure, or its result. */
export function nextProbeInstant(run: ProbeRun, probe: Probe, ticks: Ticks): number | undefined {
  const failure = run.answer.passes || run.told ? undefined : run.from + run.answer.takes;
  const instants = [failure, tippingInstant(run, probe, ticks)].filter((at) => at !== undefined);
  return instants.length > 0 ? Math.min(...instants) : undefined;
}

/** The check with all runs until now counted. */
export function settledProbe(run: ProbeRun, probe: Probe, ticks: Ticks, now: number): ProbeRun {
  const at = tippingInstant(run, probe, ticks);
  return at !== undefined && at <= now ? { ...run, result: run.answer.passes } : run;
}

const same = (one: ProbeAnswer, other: ProbeAnswer): boolean =>
  one.passes === other.passes && one.says === other.says && one.takes === other.takes;

/**
 * The check with the answer that it gets from now on. A container that is not ready is asked again at once when its Pod
 * changes, as every sync of the Pod does.
 */
export function answeredProbe(run: ProbeRun, answer: ProbeAnswer, ticks: Ticks, now: number): ProbeRun {
  if (same(run.answer, answer)) return run;
  if (now < run.from) {
    const back = run.before && same(run.before.answer, answer) ? run.before : undefined;
    return back ? { kind: run.kind, result: run.result, ...back, told: true } : { ...run, answer, told: false };
  }
  const atOnce = run.kind === 'readiness' && !run.result;
  const from = atOnce ? now : tickAfter(ticks, now);
  return { ...run, answer, from, told: false, before: { answer: run.answer, from: run.from } };
}
