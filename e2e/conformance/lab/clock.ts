/** What will happen, in the order of its instants; what was planned first comes first. */
export class Clock {
  now = 0;
  private planned: { readonly at: number; readonly run: () => void }[] = [];

  at(instant: number, run: () => void): void {
    const place = this.planned.findLastIndex((one) => one.at <= instant) + 1;
    this.planned.splice(place, 0, { at: instant, run });
  }

  /** Lets things happen until a condition holds or nothing is planned any more. */
  until(done: () => boolean): void {
    while (!done()) {
      const next = this.planned.shift();
      if (!next) return;
      this.now = Math.max(this.now, next.at);
      next.run();
    }
  }

  /** Lets everything happen that is planned for the next so many ms. */
  pass(duration: number): void {
    const end = this.now + duration;
    this.until(() => (this.planned[0]?.at ?? Number.POSITIVE_INFINITY) > end);
    this.now = end;
  }
}
