import type { ApiObject, Pod } from '../../src/api/index.ts';
import { bootstrap, type Change, type Controller, Session } from '../../src/cluster/control-plane/apiserver/index.ts';
import { emptySnapshot, Indexes } from '../../src/cluster/control-plane/etcd/index.ts';
import { Agenda, randomFrom } from '../../src/sim/index.ts';

/** So many looks and still no rest: two loops fight. */
const MOST_LOOKS = 100_000;

/** An object as it is written over another; a Pod's spec cannot be, so what admission has put there stays. */
function over(before: ApiObject, object: ApiObject): ApiObject {
  if (object.kind !== 'Pod') return object;
  const pod: Pod = { ...(object as Pod), spec: { ...(before as Pod).spec, ...(object as Pod).spec } };
  return pod;
}

/** Control loops at an API server, without a network or nodes: what the recordings of controllers are played against. */
export class ControlLoops {
  private readonly random = randomFrom(1);
  private session = new Session(emptySnapshot, new Indexes(), { random: this.random, now: 0 });
  private agenda = Agenda.empty;
  private heard = 0;
  private now = 0;

  constructor(private readonly controllers: readonly Controller[]) {
    bootstrap(this.session);
    this.heard = this.session.changes.length;
  }

  /** Everything that is stored, to read and to write. */
  get client(): Session {
    return this.session;
  }

  /** Creates an object, or writes it over the one of its name, its status with it, as a dump is loaded; throws when it is refused, which no recording was. */
  put(object: ApiObject): void {
    const namespace = object.metadata.namespace ?? 'default';
    const before =
      this.session.get(object.kind, namespace, object.metadata.name) ??
      this.session.get(object.kind, '', object.metadata.name);
    this.ensureNamespace(object);
    const written = before ? this.session.update(over(before, object)) : this.session.create(object);
    if (!written.ok) throw new Error(written.status.message);
    const dumped = (object as { status?: unknown }).status !== undefined;
    if (dumped) this.session.updateStatus(object);
  }

  /** Queues every stored object as if it had just come, which is what a starting controller sees, and these keys besides. */
  start(besides: Readonly<Record<string, readonly string[]>>): void {
    for (const objects of this.session.snapshot.kinds.values()) {
      for (const after of objects.values()) {
        const { kind, metadata } = after;
        this.hear({ key: `${kind}/${metadata.namespace ?? ''}/${metadata.name}`, after });
      }
    }
    for (const [controller, keys] of Object.entries(besides))
      for (const key of keys) this.agenda = this.agenda.at(this.now, { controller, key });
    this.heard = this.session.changes.length;
  }

  /** Lets every loop look until nobody has anything to look at. */
  settle(): void {
    for (let looks = 0; looks < MOST_LOOKS; looks++) {
      this.hearNew();
      const next = this.agenda.pop();
      if (!next) return;
      const [{ when, task }, rest] = next;
      this.agenda = rest;
      this.now = Math.max(this.now, when);
      const again = this.controllers
        .find(({ name }) => name === task.controller)
        ?.reconcile(task.key, this.session, this.now);
      if (again) this.agenda = this.agenda.at(this.now + again.requeueAfter, task);
    }
    throw new Error('the control loops do not come to rest');
  }

  private hearNew(): void {
    for (; this.heard < this.session.changes.length; this.heard++)
      this.hear(this.session.changes[this.heard] as Change);
  }

  private hear(change: Change): void {
    const kind = (change.after ?? change.before)?.kind ?? '';
    for (const { name, delay, watches, watchesAll } of this.controllers) {
      for (const key of (watches[kind] ?? watchesAll)?.(change, this.session) ?? [])
        this.agenda = this.agenda.at(this.now + delay, { controller: name, key });
    }
  }

  private ensureNamespace({ metadata }: ApiObject): void {
    const name = metadata.namespace;
    if (name === undefined || this.session.get('Namespace', '', name)) return;
    this.session.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
}
