import type { Action } from '../cluster/actions.ts';
import type { World } from '../cluster/world.ts';
import type { Instant, UndoableAction } from './protocol.ts';
import type { Remembered } from './remembered.ts';

/** Actions that can be taken back, so many. */
const KEPT = 50;

/** An action that was carried out, and what takes it back: its opposite, or the world from before it. */
export interface Done {
  readonly says: string;
  readonly before: World;
  /** What kubectl remembered then. */
  readonly memory: readonly Remembered[];
  readonly inverse?: Action;
}

/** The actions of a person, the newest last. */
export class UndoList {
  private done: readonly Done[] = [];
  private shown: readonly UndoableAction[] = [];

  /** The list as the page sees it; the same value until it changes. */
  get view(): readonly UndoableAction[] {
    return this.shown;
  }

  push(one: Done): void {
    this.set([...this.done, one].slice(-KEPT));
  }

  /** Takes the newest off. */
  pop(): Done | undefined {
    const last = this.done.at(-1);
    this.set(this.done.slice(0, -1));
    return last;
  }

  /** What was done after an instant has never happened. */
  forgetAfter(at: Instant): void {
    this.set(this.done.filter((one) => one.before.now <= at));
  }

  forget(): void {
    this.set([]);
  }

  private set(done: readonly Done[]): void {
    this.done = done;
    this.shown = done.map(({ before, says, inverse }) => ({
      at: before.now,
      says,
      undoneBy: inverse ? 'inverse' : 'history',
    }));
  }
}
