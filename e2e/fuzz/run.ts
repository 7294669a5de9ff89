import { fuzz, type Input, type Tally } from './fuzz.ts';

/** More findings than this say nothing new. */
const MOST_SHOWN = 10;
/** Milliseconds of processor time that a text of a hundred thousand characters may take. */
const SLOW = 200;
const LONG = 100_000;
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
  const source = fuzz(seed, tally);
  source.next();
  let [findings, slowest, slow] = [0, 0, 0];
  while (tally.inputs < inputs) {
    const began = process.cpuUsage();
    const { value: played } = source.next();
    const { user, system } = process.cpuUsage(began);
    const { input, text, what } = played as Input;
    const took = (user + system) / 1000 / Math.max(1, text.length / LONG);
    slowest = Math.max(slowest, took);
    if (took > SLOW) {
      slow += 1;
      print(`input ${input} (${text.length} characters) took ${took.toFixed(0)} ms: ${begun(text)}`);
    }
    if (what === undefined) continue;
    findings += 1;
    if (findings <= MOST_SHOWN) print(`input ${input}: ${what}\n  ${begun(text)}`);
  }
  const { documents, objects, refusals, faults } = tally;
  const what = `${documents} documents, ${objects} objects, ${refusals} refusals, ${faults} syntax faults`;
  print(
    `fuzz: ${inputs} inputs of seed ${seed}: ${what}; ${findings} wrong, slowest ${slowest.toFixed(0)} ms, ${slow} over ${SLOW} ms`,
  );
  return findings === 0 ? 0 : 1;
}
