import type { Watch } from './fuzz.ts';

/** The longest that others had to wait while we worked. */
export class Stopwatch implements Watch {
  private began = performance.now();
  private worked = process.cpuUsage();
  /** Milliseconds of the longest stretch since the watch was set. */
  longest = 0;

  /** Forgets what was. */
  set(): void {
    this.longest = 0;
    this.begin();
  }

  /** A stretch ends, and another begins. */
  stop(): void {
    this.longest = Math.max(this.longest, Math.min(performance.now() - this.began, processorTime(this.worked)));
    this.begin();
  }

  private begin(): void {
    this.began = performance.now();
    this.worked = process.cpuUsage();
  }
}

/** Of all threads, with those that compile and collect garbage beside ours: the clock tells less on a machine that does nothing else, this on a busy one. */
function processorTime(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}
