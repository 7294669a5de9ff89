import { Engine } from '../../src/worker/engine.ts';
import type { ManifestFile } from '../../src/worker/protocol.ts';
import { edited, exampleFiles, manyServices } from './manifests.ts';
import { type Measurements, summary, timed } from './measurement.ts';

/** Lets the engine do what is under way to its end, and takes the update in. */
function finish(engine: Engine): void {
  while (engine.busy) engine.work();
  engine.update();
}

function started(files: readonly ManifestFile[]): Engine {
  const engine = new Engine();
  engine.receive({ t: 'start', seed: 1, files });
  finish(engine);
  return engine;
}

/** One edit and the update that the page gets for it. */
function applied(engine: Engine, files: readonly ManifestFile[]): void {
  engine.receive({ t: 'command', id: 1, command: { act: 'apply', files } });
  finish(engine);
}

/** Edits one document to and fro. */
function applies(files: readonly ManifestFile[], turns: number, file: string, from: string, to: string): number[] {
  const texts = [edited(files, file, (text) => text.replace(from, to)), files];
  const engine = started(files);
  for (const text of texts) applied(engine, text);
  return timed(turns, (turn) => applied(engine, texts[turn % 2] ?? files));
}

/** Conversations that end per second of computing, while the example runs. */
function tracesPerSecond(seconds: number): number[] {
  const engine = started(exampleFiles());
  let now = 2000;
  return Array.from({ length: seconds }, () => {
    const ended = new Set<string>();
    const start = performance.now();
    while (performance.now() - start < 1000) {
      now += 1000;
      engine.receive({ t: 'advance', to: now });
      for (const one of engine.update()?.conversations?.put ?? []) if (one.outcome) ended.add(one.id);
    }
    return (ended.size * 1000) / (performance.now() - start);
  });
}

/** What the engine takes without a page: everything that its worker does, short of sending it. */
export function engineMeasurements(progress: (line: string) => void): Measurements {
  const example = exampleFiles();
  const many = [...example, manyServices(1000, 10)];
  progress('engine: start and apply, the example');
  const start = timed(20, () => void started(example));
  const small = applies(example, 40, 'app.yaml', 'replicas: 3', 'replicas: 5');
  progress('engine: start and apply, 1,000 Services of 10 endpoints');
  const startMany = timed(3, () => void started(many));
  const large = applies(many, 10, 'app.yaml', 'replicas: 3', 'replicas: 5');
  progress('engine: traces');
  return {
    'engine-start.example': summary(start, 'ms'),
    'engine-start.1000-services': summary(startMany, 'ms'),
    'apply-changed-document.example': summary(small, 'ms'),
    'apply-changed-document.1000-services': summary(large, 'ms'),
    'traces-per-second.example': summary(tracesPerSecond(5), '1/s'),
  };
}
