import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Answer, bootstrap, isServed, Session } from '../../src/cluster/control-plane/apiserver/index.ts';
import { emptySnapshot, Indexes } from '../../src/cluster/control-plane/etcd/index.ts';
import { type Applied, type AppliedAll, applyInSteps, nothingApplied, readManifest } from '../../src/kubectl/index.ts';
import { randomFrom } from '../../src/sim/index.ts';
import { LETTERS_A_SLICE } from '../../src/worker/applying.ts';
import { Dice } from './dice.ts';
import { heavyText, manyDocuments, smallText } from './texts.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Inputs that one cluster sees before a new one is begun. */
const PER_CLUSTER = 100;
/** One input in so many is a big one, and one in so many has ten thousand documents. */
const HEAVY_EVERY = 400;
const MANY_EVERY = 50_000;

/** An input, and what was wrong about its answer, if anything was. */
export interface Input {
  readonly input: number;
  readonly text: string;
  readonly what: string | undefined;
}

/** What became of the inputs so far. */
export interface Tally {
  inputs: number;
  documents: number;
  objects: number;
  refusals: number;
  faults: number;
}

/** Told when an answer is begun, and where the worker would see to other things for a moment. */
export interface Watch {
  set(): void;
  stop(): void;
}

const NO_WATCH: Watch = { set: () => undefined, stop: () => undefined };

/** The objects of all recorded cases and lessons, to be spoilt. */
function validObjects(): readonly unknown[] {
  const folders = [join(ROOT, 'conformance/admission'), join(ROOT, '../public/lessons')];
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yaml') && !name.endsWith('case.yaml'))
      .sort()
      .map((name) => join(folder, name)),
  );
  const documents = files.flatMap((file) => readManifest(readFileSync(file, 'utf8')).documents);
  return documents.map(({ document }) => document.value).filter((value) => typeof value === 'object' && value !== null);
}

/** One cluster that is written to, raw and with `kubectl apply`. */
class Target {
  private readonly session = new Session(emptySnapshot, new Indexes(), { random: randomFrom(1), now: 0 });
  private applied: Applied = nothingApplied;

  constructor(
    private readonly tally: Tally,
    private readonly watch: Watch,
  ) {
    bootstrap(this.session);
  }

  /** Applies the text, then sends every document by itself where that is asked for; says what is wrong with an answer. */
  feed(text: string, raw: boolean): string | undefined {
    const result = this.apply(text);
    this.watch.stop();
    this.applied = result.applied;
    const documents = this.applied.manifests.get('fuzz.yaml')?.documents ?? [];
    if (raw) for (const { document } of documents) this.send(document.value);
    this.tally.documents += documents.length;
    this.tally.faults += result.problems.filter(({ from }) => from === 'syntax').length;
    const lines = text.split('\n').length;
    const lost = result.problems.find(({ line, message }) => !(line >= 1 && line <= lines + 1) || message === '');
    return lost && `a problem stands nowhere: ${JSON.stringify(lost)}`;
  }

  /** Applies in slices, as the worker does. */
  private apply(text: string): AppliedAll {
    const steps = applyInSteps([{ name: 'fuzz.yaml', text }], this.applied, this.session);
    for (let letters = 0; ; ) {
      const step = steps.next();
      if (step.done) return step.value;
      letters += step.value.letters;
      if (letters < LETTERS_A_SLICE) continue;
      this.watch.stop();
      letters = 0;
    }
  }

  private send(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    const { kind, apiVersion } = value as { kind?: unknown; apiVersion?: unknown };
    if (typeof kind !== 'string' || typeof apiVersion !== 'string' || !isServed(apiVersion, kind)) return;
    this.watch.stop();
    this.judge(this.session.post({ value, duplicates: [] }));
    this.watch.stop();
    this.judge(this.session.put({ value, duplicates: [] }));
  }

  private judge({ result }: Answer): void {
    if (result.ok) {
      this.tally.objects += 1;
      if (!/^\d+$/.test(result.value.metadata.resourceVersion ?? '')) throw new Error('an object without a revision');
      return;
    }
    this.tally.refusals += 1;
    const { code, reason, message } = result.status;
    if (!(code >= 400 && code < 600) || reason === '' || message === '') throw new Error('a Status that says nothing');
  }
}

/**
 * The inputs of a seed, one after the other, each with what is wrong about its answer; the same seed gives the same inputs.
 * The watch runs while one is answered.
 */
export function* fuzz(seed: number, tally: Tally, watch: Watch = NO_WATCH): Generator<Input> {
  const valid = validObjects();
  let target = new Target(tally, watch);
  for (let input = 0; ; input++) {
    const dice = new Dice(seed * 1_000_003 + input);
    if (input % PER_CLUSTER === PER_CLUSTER - 1) target = new Target(tally, watch);
    const heavy = input % HEAVY_EVERY === HEAVY_EVERY / 2;
    const many = input % MANY_EVERY === MANY_EVERY / 2;
    const text = many ? manyDocuments() : heavy ? heavyText(dice) : smallText(dice, valid);
    tally.inputs += 1;
    let what: string | undefined;
    watch.set();
    try {
      what = target.feed(text, !heavy && !many);
    } catch (error) {
      what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      target = new Target(tally, watch);
    }
    if (heavy || many) target = new Target(tally, watch);
    yield { input, text, what };
  }
}
