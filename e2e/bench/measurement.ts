/** What was measured, in the unit that it says. `value` is the median unless the measurement is a single one. */
export interface Measurement {
  readonly value: number;
  readonly unit: string;
  readonly p50: number;
  readonly p95: number;
  readonly samples: number;
}

/** The results of a run, by names that stay the same from version to version. */
export type Measurements = Record<string, Measurement>;

const round = (value: number): number => Number(value.toPrecision(4));

/** The sample below which a share of all lies, by the nearest rank. */
function percentile(sorted: readonly number[], share: number): number {
  const sample = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (sample === undefined) throw new Error('nothing was measured');
  return round(sample);
}

/** Sums samples up. */
export function summary(samples: readonly number[], unit: string): Measurement {
  const sorted = [...samples].sort((a, b) => a - b);
  const p50 = percentile(sorted, 0.5);
  return { value: p50, unit, p50, p95: percentile(sorted, 0.95), samples: sorted.length };
}

/** Milliseconds that something takes, one sample per turn. */
export function timed(turns: number, run: (turn: number) => void): number[] {
  return Array.from({ length: turns }, (_, turn) => {
    const start = performance.now();
    run(turn);
    return performance.now() - start;
  });
}
