import type { Patch } from './protocol.ts';

/** What the page knows of a set of entities, and the patch that brings it up to date. */
export class Patching<T extends { readonly id: string }> {
  private known = new Map<string, { readonly entity: T; readonly text: string }>();
  private fresh = true;

  /** The patch from what the page knows to these entities, or undefined when they are the same. */
  to(entities: Iterable<T>): Patch<T> | undefined {
    const next: typeof this.known = new Map();
    const put: T[] = [];
    for (const entity of entities) {
      const before = this.known.get(entity.id);
      const text = before?.entity === entity ? before.text : JSON.stringify(entity);
      next.set(entity.id, { entity, text });
      if (before?.text !== text) put.push(entity);
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
