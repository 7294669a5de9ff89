import type { Cluster } from '../cluster/cluster.ts';
import type { Session } from '../cluster/control-plane/apiserver/index.ts';
import { type Applied, type AppliedAll, type ApplyStep, type ApplyTarget, applyInSteps } from '../kubectl/index.ts';
import type { ManifestFile, Progress } from './protocol.ts';

/** Letters whose reading, composing or applying makes one slice: a number and not a time, so that the same text gives the same history. */
export const LETTERS_A_SLICE = 30_000;

/** An apply of all files, a slice at a time; the writes of a slice are committed together. */
export class Applying {
  private readonly steps: Generator<ApplyStep, AppliedAll>;
  private session: Session | undefined;
  private step: ApplyStep = { doing: 'read', done: 0, of: 1, letters: 0 };

  constructor(
    private readonly cluster: Cluster,
    readonly files: readonly ManifestFile[],
    before: Applied,
  ) {
    this.steps = applyInSteps(files, before, this.target());
  }

  /** How far it is. */
  get progress(): Progress {
    const { doing, done, of } = this.step;
    return { doing, done, of };
  }

  /** Goes on for one slice; the outcome when it was the last. */
  slice(): AppliedAll | undefined {
    return this.cluster.write('you', (session) => {
      this.session = session;
      for (let letters = 0; letters < LETTERS_A_SLICE; letters += this.step.letters) {
        const step = this.steps.next();
        if (step.done) return step.value;
        this.step = step.value;
      }
      return undefined;
    });
  }

  /** The API server as it is during the present slice. */
  private target(): ApplyTarget {
    const now = (): Session => {
      if (!this.session) throw new Error('an apply writes only during a slice');
      return this.session;
    };
    return {
      get: (kind, namespace, name) => now().get(kind, namespace, name),
      delete: (kind, namespace, name, options) => now().delete(kind, namespace, name, options),
      post: (document) => now().post(document),
      put: (document) => now().put(document),
      updateStatus: (object) => now().updateStatus(object),
    };
  }
}
