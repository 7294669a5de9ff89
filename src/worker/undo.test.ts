import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Deployment, Node } from '../api/index.ts';
import { Engine } from './engine.ts';
import type { Command, FromWorker, ObjectDetail, Thing, UndoableAction } from './protocol.ts';

const NODES = ['node-1', 'node-2']
  .map((name) => `apiVersion: v1\nkind: Node\nmetadata: { name: ${name} }\n`)
  .join('---\n');
const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: shop/web, ports: [{ containerPort: 8080 }] }] }
`;

/** A person at the engine: does things, lets time pass, looks at what is stored. */
class Person {
  readonly engine = new Engine();
  private readonly things = new Map<string, Thing>();
  undoable: readonly UndoableAction[] = [];
  now = 0;

  constructor(private readonly text = `${NODES}---\n${WEB}`) {
    this.engine.receive({ t: 'start', seed: 1, files: [{ name: 'app.yaml', text }] });
    this.live(5000);
  }

  live(ms: number): void {
    this.look();
    this.engine.receive({ t: 'advance', to: this.now + ms });
    this.look();
  }

  look(): void {
    const update = this.engine.update();
    this.now = update?.now ?? this.now;
    this.undoable = update?.undoable ?? this.undoable;
    for (const id of update?.things?.remove ?? []) this.things.delete(id);
    for (const thing of update?.things?.put ?? []) this.things.set(thing.id, thing);
  }

  does(command: Command): FromWorker | undefined {
    const answer = this.engine.receive({ t: 'command', id: 7, command });
    this.look();
    return answer;
  }

  applies(change: (text: string) => string): void {
    this.does({ act: 'apply', files: [{ name: 'app.yaml', text: change(this.text) }] });
  }

  get pods(): readonly string[] {
    return [...this.things.values()].filter(({ kind }) => kind === 'pod').map(({ id }) => id);
  }

  detail(key: string): ObjectDetail {
    const detail = { of: 'object', key } as const;
    this.engine.receive({ t: 'close', detail });
    this.engine.receive({ t: 'open', detail });
    return this.engine.update()?.details?.[0] as ObjectDetail;
  }

  stored<T>(key: string): T {
    return parse(this.detail(key).yaml ?? '') as T;
  }

  said(key: string): readonly string[] {
    const own = this.detail(key).events.filter((event) => event.by === 'you');
    return own.map((event) => event.text);
  }
}

describe('undo', () => {
  it('takes a cordon back by its opposite, and both are on the timeline', () => {
    const you = new Person();
    you.does({ act: 'cordon', node: 'node-1' });
    expect(you.stored<Node>('Node//node-1').spec.unschedulable).toBe(true);
    expect(you.undoable.map(({ says, undoneBy }) => [says, undoneBy])).toEqual([['kubectl cordon node-1', 'inverse']]);
    const answer = you.does({ act: 'undo' });
    expect(answer).toEqual({ t: 'done', id: 7, undone: { says: 'kubectl cordon node-1', by: 'inverse' } });
    expect(you.stored<Node>('Node//node-1').spec.unschedulable).toBeUndefined();
    expect(you.said('Node//node-1')).toEqual([
      'Node node-1 created',
      'kubectl cordon node-1',
      'kubectl uncordon node-1',
    ]);
    expect(you.undoable).toEqual([]);
  });

  it('brings a deleted Pod back by going back in history', () => {
    const you = new Person();
    const [pod = ''] = you.pods;
    const { now } = you;
    you.does({ act: 'delete-pod', pod });
    you.live(3000);
    expect(you.pods).not.toContain(pod);
    const answer = you.does({ act: 'undo' });
    expect(answer).toMatchObject({ t: 'done', undone: { by: 'history', to: now } });
    expect(you.now).toBe(now);
    expect(you.pods).toContain(pod);
  });

  it('keeps the text that was applied after the action as the desired state', () => {
    const you = new Person();
    you.does({ act: 'delete-pod', pod: you.pods[0] ?? '' });
    you.live(2000);
    you.applies((text) => text.replace('replicas: 3', 'replicas: 1'));
    you.live(2000);
    you.does({ act: 'undo' });
    expect(you.stored<Deployment>('Deployment/default/web').spec.replicas).toBe(1);
    you.live(3000);
    expect(you.pods).toHaveLength(1);
  });

  it('takes back one after the other, and is refused when nothing is left', () => {
    const you = new Person();
    you.does({ act: 'scale', workload: 'Deployment/default/web', replicas: 5 });
    you.does({ act: 'stop-node', node: 'node-2' });
    you.live(1000);
    expect(you.does({ act: 'undo' })).toMatchObject({ undone: { says: 'stop node-2', by: 'inverse' } });
    you.does({ act: 'undo' });
    expect(you.stored<Deployment>('Deployment/default/web').spec.replicas).toBe(3);
    expect(you.does({ act: 'undo' })).toMatchObject({ t: 'refused', status: { code: 404 } });
  });

  it('forgets actions of a future that was left', () => {
    const you = new Person();
    const { now } = you;
    you.live(1000);
    you.does({ act: 'cordon', node: 'node-1' });
    you.live(1000);
    you.engine.receive({ t: 'seek', at: now + 500 });
    you.does({ act: 'cordon', node: 'node-2' });
    expect(you.undoable.map(({ says }) => says)).toEqual(['kubectl cordon node-2']);
  });
});

describe('actions', () => {
  it('drains a node of what is replaced elsewhere, and refuses what is not', () => {
    const you = new Person(`${NODES}---\n${WEB}---\napiVersion: v1\nkind: Pod
metadata: { name: alone }\nspec: { nodeName: node-1, containers: [{ name: a, image: shop/web }] }\n`);
    const answer = you.does({ act: 'drain', node: 'node-1' });
    expect(answer).toMatchObject({ t: 'refused', status: { message: expect.stringContaining('default/alone') } });
    expect(you.stored<Node>('Node//node-1').spec.unschedulable).toBe(true);
    you.does({ act: 'drain', node: 'node-1', force: true });
    you.live(5000);
    expect(you.pods).toHaveLength(3);
    for (const pod of you.pods) expect(you.stored<{ spec: { nodeName: string } }>(pod).spec.nodeName).toBe('node-2');
  });

  it('restarts a rollout: every Pod is replaced', () => {
    const you = new Person();
    const before = you.pods;
    you.does({ act: 'rollout-restart', workload: 'Deployment/default/web' });
    expect(you.does({ act: 'rollout-restart', workload: 'Deployment/default/web' })).toMatchObject({ t: 'refused' });
    you.live(10_000);
    expect(you.pods).toHaveLength(3);
    expect(you.pods.filter((pod) => before.includes(pod))).toEqual([]);
  });

  it('are refused in the API server’s words when the object is not there', () => {
    const you = new Person();
    const gone = [
      you.does({ act: 'delete-pod', pod: 'Pod/default/nobody' }),
      you.does({ act: 'cordon', node: 'node-9' }),
      you.does({ act: 'scale', workload: 'Deployment/default/shop', replicas: 2 }),
    ];
    const messages = gone.map((answer) => (answer?.t === 'refused' ? answer.status.message : ''));
    expect(messages).toEqual([
      'pods "nobody" not found',
      'nodes "node-9" not found',
      'deployments.apps "shop" not found',
    ]);
    expect(you.undoable).toEqual([]);
  });
});
