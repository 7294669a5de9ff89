import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Answer, bootstrap, isServed, Session } from '../../src/cluster/control-plane/apiserver/index.ts';
import { emptySnapshot, Indexes } from '../../src/cluster/control-plane/etcd/index.ts';
import { type Applied, applyAll, nothingApplied, readManifest } from '../../src/kubectl/index.ts';
import { randomFrom } from '../../src/sim/index.ts';
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

  constructor(private readonly tally: Tally) {
    bootstrap(this.session);
  }

  /** Reads the text, sends every document by itself, then applies the whole; says what is wrong with an answer. */
  feed(text: string, raw: boolean): string | undefined {
    const { documents } = readManifest(text);
    this.tally.documents += documents.length;
    if (raw) for (const { document } of documents) this.send(document.value);
    const result = applyAll([{ name: 'fuzz.yaml', text }], this.applied, this.session);
    this.applied = result.applied;
    this.tally.faults += result.problems.filter(({ from }) => from === 'syntax').length;
    const lines = text.split('\n').length;
    const lost = result.problems.find(({ line, message }) => !(line >= 1 && line <= lines + 1) || message === '');
    return lost && `a problem stands nowhere: ${JSON.stringify(lost)}`;
  }

  private send(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    const { kind, apiVersion } = value as { kind?: unknown; apiVersion?: unknown };
    if (typeof kind !== 'string' || typeof apiVersion !== 'string' || !isServed(apiVersion, kind)) return;
    this.judge(this.session.post({ value, duplicates: [] }));
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

/** The inputs of a seed, one after the other, each with what is wrong about its answer; the same seed gives the same inputs. */
export function* fuzz(seed: number, tally: Tally): Generator<Input> {
  const valid = validObjects();
  let target = new Target(tally);
  for (let input = 0; ; input++) {
    const dice = new Dice(seed * 1_000_003 + input);
    if (input % PER_CLUSTER === PER_CLUSTER - 1) target = new Target(tally);
    const heavy = input % HEAVY_EVERY === HEAVY_EVERY / 2;
    const many = input % MANY_EVERY === MANY_EVERY / 2;
    const text = many ? manyDocuments() : heavy ? heavyText(dice) : smallText(dice, valid);
    tally.inputs += 1;
    let what: string | undefined;
    try {
      what = target.feed(text, !heavy && !many);
    } catch (error) {
      what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      target = new Target(tally);
    }
    if (heavy || many) target = new Target(tally);
    yield { input, text, what };
  }
}
