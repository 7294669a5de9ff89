import { expect, it } from 'vitest';
import { Engine } from './engine.ts';
import type { FromWorker, Update } from './protocol.ts';

const service = (i: number): string =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: shop-${i}}\nspec: {ports: [{port: 80}]}\n`;
const FILES = [{ name: 'many.yaml', text: Array.from({ length: 400 }, (_, i) => service(i)).join('---\n') }];

/** Everything that comes out of an engine that is given turns until it rests. */
function rest(engine: Engine): { readonly updates: readonly Update[]; readonly answers: readonly FromWorker[] } {
  const updates: Update[] = [];
  const answers: FromWorker[] = [];
  for (;;) {
    const update = engine.update();
    if (update) updates.push(update);
    if (!engine.busy) return { updates, answers };
    const answer = engine.work();
    if (answer) answers.push(answer);
  }
}

it('a long text is read and applied in turns; updates say how far it is, and the last one brings the cluster', () => {
  const engine = new Engine();
  engine.receive({ t: 'start', seed: 1, files: FILES });
  expect(engine.busy).toBe(true);
  const { updates } = rest(engine);
  const doings = new Set(updates.map(({ progress }) => progress?.doing));
  expect([...doings]).toEqual(['read', 'apply', 'settle', undefined]);
  expect(updates.filter(({ progress }) => progress).every(({ things }) => things === undefined)).toBe(true);
  expect(updates.at(-1)?.things?.put.length).toBeGreaterThan(0);
  expect(updates.at(-1)?.problems).toEqual([]);
});

it('a command that comes meanwhile is carried out afterwards, and time stands still', () => {
  const engine = new Engine();
  engine.receive({ t: 'start', seed: 1, files: FILES });
  engine.receive({ t: 'advance', to: 60_000 });
  const none = { t: 'command', id: 7, command: { act: 'apply', files: [] } } as const;
  expect(engine.receive(none)).toBeUndefined();
  const { answers, updates } = rest(engine);
  expect(answers).toEqual([{ t: 'done', id: 7 }]);
  expect(updates.at(-1)?.now).toBeLessThan(60_000);
});

it('one changed document of a long text is not long', () => {
  const engine = new Engine();
  engine.receive({ t: 'start', seed: 1, files: FILES });
  rest(engine);
  const files = FILES.map(({ name, text }) => ({ name, text: text.replace('port: 80', 'port: 81') }));
  expect(engine.receive({ t: 'command', id: 1, command: { act: 'apply', files } })).toEqual({ t: 'done', id: 1 });
});

it('another start leaves what was under way', () => {
  const engine = new Engine();
  engine.receive({ t: 'start', seed: 1, files: FILES });
  engine.receive({ t: 'start', seed: 1, files: [] });
  expect(engine.busy).toBe(false);
  expect(engine.update()?.progress).toBeUndefined();
});
