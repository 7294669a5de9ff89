import { expect, test } from 'vitest';
import { Engine } from '../../src/worker/engine.ts';
import { exampleFiles, manyServices } from './manifests.ts';

test('the many Services that the benchmark applies are all accepted', () => {
  const engine = new Engine();
  engine.receive({ t: 'start', seed: 1, files: [...exampleFiles(), manyServices(60, 10)] });
  expect(engine.update()?.problems ?? []).toEqual([]);
});
