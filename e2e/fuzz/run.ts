import { fuzz, type Input, type Tally } from './fuzz.ts';
import { Stopwatch } from './stopwatch.ts';

/** More findings than this say nothing new. */
const MOST_SHOWN = 10;
/** Milliseconds that the worker may be deaf for over a text of a hundred thousand characters. */
const SLOW = 200;
/** Characters of a text that are printed. */
const SHOWN = 500;

const whole = (text: string | undefined, otherwise: number): number => {
  const value = Number(text?.replaceAll('_', '') ?? otherwise);
  return Number.isSafeInteger(value) && value > 0 ? value : otherwise;
};

const begun = (text: string): string => JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);

/** `npm run fuzz -- [inputs] [seed]`: prints what went wrong and one line in the end. 0 when nothing did. */
export function main(args: readonly string[], print: (line: string) => void): number {
  const [inputs, seed] = [whole(args[0], 100_000), whole(args[1], 1)];
  const tally: Tally = { inputs: 0, documents: 0, objects: 0, refusals: 0, faults: 0 };
  const watch = new Stopwatch();
  const source = fuzz(seed, tally, watch);
  source.next();
  let [findings, slowest, slow] = [0, 0, 0];
  while (tally.inputs < inputs) {
    const { input, text, what } = source.next().value as Input;
    slowest = Math.max(slowest, watch.longest);
    if (watch.longest > SLOW) {
      slow += 1;
      print(`input ${input} (${text.length} characters) made deaf for ${watch.longest.toFixed(0)} ms: ${begun(text)}`);
    }
    if (what === undefined) continue;
    findings += 1;
    if (findings <= MOST_SHOWN) print(`input ${input}: ${what}\n  ${begun(text)}`);
  }
  const { documents, objects, refusals, faults } = tally;
  const what = `${documents} documents, ${objects} objects, ${refusals} refusals, ${faults} syntax faults`;
  const deaf = `deaf for at most ${slowest.toFixed(0)} ms, ${slow} times over ${SLOW}`;
  print(`fuzz: ${inputs} inputs of seed ${seed}: ${what}; ${findings} wrong; ${deaf}`);
  return findings === 0 ? 0 : 1;
}
