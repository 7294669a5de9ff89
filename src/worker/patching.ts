import type { Patch } from './protocol.ts';

/** What the page knows of a set of entities, and the patch that brings it up to date. */
export class Patching<T extends { readonly id: string }> {
  private known = new Map<string, string>();
  private fresh = true;

  /** The patch from what the page knows to these entities, or undefined when they are the same. */
  to(entities: Iterable<T>): Patch<T> | undefined {
    const next = new Map<string, string>();
    const put: T[] = [];
    for (const entity of entities) {
      const text = JSON.stringify(entity);
      next.set(entity.id, text);
      if (this.known.get(entity.id) !== text) put.push(entity);
    }
    const remove = [...this.known.keys()].filter((id) => !next.has(id));
    const { fresh } = this;
    this.known = next;
    this.fresh = false;
    if (put.length === 0 && remove.length === 0 && !fresh) return undefined;
    return { ...(fresh && { reset: true as const }), put, remove };
  }

  /** Forgets what the page knows: the next patch starts afresh. */
  reset(): void {
    this.known = new Map();
    this.fresh = true;
  }
}
