import { bootstrap, Session } from '../../src/cluster/control-plane/apiserver/index.ts';
import { emptySnapshot, Indexes } from '../../src/cluster/control-plane/etcd/index.ts';
import { applyAll, nothingApplied } from '../../src/kubectl/index.ts';
import { randomFrom } from '../../src/sim/index.ts';
import { Engine } from '../../src/worker/engine.ts';
import type { ManifestFile } from '../../src/worker/protocol.ts';
import { manyServices } from './manifests.ts';
import { type Measurements, summary, timed } from './measurement.ts';

/** kubectl and the API server alone: one document of many changes; read, decode, default, validate, admit, commit. */
function changedDocument(turns: number, services: number): number[] {
  const indexes = new Indexes();
  let session = new Session(emptySnapshot, indexes, { random: randomFrom(1), now: 0 });
  bootstrap(session);
  const { name, text } = manyServices(services, 10);
  let { applied } = applyAll([{ name, text }], nothingApplied, session);
  return timed(turns, (turn) => {
    session = new Session(session.snapshot, indexes, { random: randomFrom(1), now: turn });
    const changed = text.replace('targetPort: 8080', `targetPort: ${9000 + turn}`);
    applied = applyAll([{ name, text: changed }], applied, session).applied;
  });
}

/** The longest and the total of the slices in which a long text is started. */
function longStart(files: readonly ManifestFile[]): { readonly longest: number; readonly total: number } {
  const engine = new Engine();
  const slices = timed(1, () => void engine.receive({ t: 'start', seed: 1, files }));
  while (engine.busy) slices.push(...timed(1, () => void engine.work()));
  return { longest: Math.max(...slices), total: slices.reduce((sum, one) => sum + one, 0) };
}

/** What writing costs: one document of a thousand, and a very long text to its first picture. */
export function admissionMeasurements(progress: (line: string) => void): Measurements {
  progress('admission: one changed document of 1,000');
  const changed = changedDocument(100, 500);
  progress('admission: start, 5,000 Services of 10 endpoints');
  const { longest, total } = longStart([manyServices(5000, 10)]);
  return {
    'admit-changed-document.1000-documents': summary(changed, 'ms'),
    'engine-start.5000-services': summary([total], 'ms'),
    'engine-start-longest-slice.5000-services': summary([longest], 'ms'),
  };
}
