import type { Try } from '../lab/caller.ts';
import { type Area, failed, jsonOf, objectsOf, passed, textOf, yamlOf } from '../case.ts';
import { valueDifference } from '../difference.ts';
import { recordedTraces, traceDifference } from '../lab/conntrack-trace.ts';
import { PacketLab } from '../lab/packet-lab.ts';
import type { LabFile, Probe } from '../lab/surroundings.ts';
import { flagsOf } from '../proxy-flags.ts';

type Mode = 'iptables' | 'nftables';

/** A line of `expect.json`. */
interface Recorded {
  readonly mode: Mode;
  readonly step?: string;
  readonly from: string;
  readonly to: string;
  readonly outcome: string;
  readonly outcomes?: Readonly<Record<string, number>>;
  readonly icmpFrom?: string;
  readonly backends?: Readonly<Record<string, number>>;
  readonly sourceSeen?: readonly string[];
  readonly sourceSeenBy?: Readonly<Record<string, readonly string[]>>;
  readonly distinctBackends?: number;
  readonly body?: unknown;
}

/** What lies beyond five standard deviations, which the README takes for a fair test, is no chance any more. */
const NO_CHANCE = 6e-7;

/** Worlds in which a scenario is played until chance has led each connection that stays with one backend to the recorded one. */
const MOST_WORLDS = 200;

const distinct = (values: Iterable<string | undefined>): string[] =>
  [...new Set(values)].filter((value) => value !== undefined).sort();

/** The sources that each backend saw. */
type Sources = Readonly<Record<string, readonly string[]>>;

const recordedSources = ({ sourceSeenBy, sourceSeen = [], backends = {} }: Recorded): Sources =>
  sourceSeenBy ?? Object.fromEntries(Object.keys(backends).map((backend) => [backend, sourceSeen]));

function sourcesOf(tries: readonly Try[]): Sources {
  const met = distinct(tries.map(({ backend }) => backend));
  const seenBy = (name: string) => tries.filter(({ backend }) => backend === name).map(({ sourceSeen }) => sourceSeen);
  return Object.fromEntries(met.map((name) => [name, distinct(seenBy(name))]));
}

/** The backend whose number of tries is not within five standard deviations of its fair share, if any. */
function unfair(tries: readonly Try[]): string | undefined {
  const met = tries.flatMap(({ backend }) => backend ?? []);
  const backends = distinct(met);
  const share = 1 / backends.length;
  const most = 5 * Math.sqrt(met.length * share * (1 - share));
  const found = backends.find((one) => Math.abs(met.filter((name) => name === one).length - met.length * share) > most);
  return found && `${found} has too few or too many of ${met.length} tries`;
}

/** Whether chance chooses one backend for all that a probe tries. */
const byChance = ({ affinity, open, use }: Probe): boolean => affinity === true || open !== undefined || use !== undefined;

/** How a probe came out: as recorded, otherwise, or with another backend than the recorded one, for which nothing can be said. */
type Judgement = { readonly is: 'same' | 'unmet' } | { readonly is: 'different'; readonly why: string };

const SAME: Judgement = { is: 'same' };

const judged = (why: string | undefined): Judgement => (why === undefined ? SAME : { is: 'different', why });

/**
 * A probe is played as often as it says, and on only while chance can explain what has not come yet: one of `kinds`
 * equally likely backends or outcomes stays out of n tries with a probability of at most kinds·(1 - 1/kinds)ⁿ.
 */
function triesOf(lab: PacketLab, probe: Probe, outcomes: readonly string[], backends: readonly string[]): Try[] {
  const tries = [...lab.play(probe)];
  if (tries.length === 1 || byChance(probe) || probe.sport !== undefined) return tries;
  const kinds = Math.max(outcomes.length, backends.length);
  const missing = (): boolean =>
    outcomes.some((one) => !tries.some(({ outcome }) => outcome === one)) ||
    backends.some((one) => !tries.some(({ backend }) => backend === one));
  while (missing() && kinds * (1 - 1 / kinds) ** tries.length > NO_CHANCE) tries.push(...lab.play(probe));
  return tries;
}

/** What is compared, as the README says: outcomes, who sent the ICMP error, backends with the sources they saw, and the answer's body. */
function judgementOf(lab: PacketLab, probe: Probe, line: Recorded): Judgement {
  const { backends = {}, distinctBackends } = line;
  const outcomes = Object.keys(line.outcomes ?? { [line.outcome]: 1 }).sort();
  const tries = triesOf(lab, probe, outcomes, Object.keys(backends));
  const sources = sourcesOf(tries);
  const made = {
    outcomes: distinct(tries.map(({ outcome }) => outcome)),
    icmpFrom: distinct(tries.map(({ icmpFrom }) => icmpFrom)),
    body: tries[0]?.body,
    ...(distinctBackends !== undefined && { distinctBackends: Object.keys(sources).length }),
  };
  const wanted = {
    outcomes,
    icmpFrom: distinct([line.icmpFrom]),
    body: line.body,
    ...(distinctBackends !== undefined && { distinctBackends }),
  };
  const title = `${line.mode} ${line.from} -> ${line.to}`;
  const difference = valueDifference(title, made, wanted);
  if (difference !== undefined) return judged(difference);
  // "Which backend an affinity probe, an `open` … names is random too, and with it the source seen: judge it for the backend that was met."
  if (byChance(probe) && Object.keys(sources).some((met) => !(met in backends))) return { is: 'unmet' };
  return judged(
    valueDifference(title, { sources }, { sources: recordedSources(line) }) ?? (byChance(probe) ? undefined : unfair(tries)),
  );
}

/** One scenario in one mode. */
interface Scenario {
  readonly folder: string;
  readonly mode: Mode;
  readonly file: LabFile;
  readonly lines: readonly Recorded[];
}

/** Plays a scenario in a world of its own; probes that are in `done` have been judged in another. Stops at what differs. */
function playedIn({ folder, mode, file, lines }: Scenario, seed: number, done: Set<number>): string | undefined {
  const flags = flagsOf(yamlOf<{ kubeProxyFlags?: readonly string[] }>(folder, 'case.yaml')?.kubeProxyFlags);
  const lab = new PacketLab(objectsOf(folder, 'input.yaml'), file, mode, flags, seed);
  const traces = recordedTraces(textOf(folder, 'expect/conntrack.txt') ?? '').filter((trace) => trace.mode === mode);
  for (const [place, probe] of file.probes.entries()) {
    if (probe.step) {
      lab.change(probe.step);
      continue;
    }
    const line = lines[place];
    if (!line) return `there is no line for ${probe.from} -> ${probe.to}`;
    const judgement = judgementOf(lab, probe, line);
    if (judgement.is === 'different') return judgement.why;
    if (judgement.is === 'same') done.add(place);
    const difference = probe.conntrack ? traceDifference(lab, probe, traces.shift()) : undefined;
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** Plays a scenario in one world after the other until every probe has met the backend that was recorded. */
function differenceIn(scenario: Scenario): string | undefined {
  const probes = scenario.file.probes.flatMap((probe, place) => (probe.step ? [] : [place]));
  const done = new Set<number>();
  for (let seed = 1; seed <= MOST_WORLDS; seed++) {
    const difference = playedIn(scenario, seed, done);
    if (difference !== undefined || done.size === probes.length) return difference;
  }
  const unmet = probes.filter((place) => !done.has(place)).map((place) => scenario.lines[place]);
  return `${scenario.mode}: never met the backend of ${unmet.map((line) => `${line?.from} -> ${line?.to}`).join(', ')}`;
}

/** What real packets did in a lab, asked of the engine's kernels and kube-proxy's rules in both modes. */
export const dataplane: Area = {
  name: 'dataplane',
  run(folder) {
    const file = yamlOf<LabFile>(folder, 'lab.yaml') ?? { probes: [] };
    const lines = jsonOf<readonly Recorded[]>(folder, 'expect.json') ?? [];
    for (const mode of ['iptables', 'nftables'] as const) {
      const difference = differenceIn({ folder, mode, file, lines: lines.filter((line) => line.mode === mode) });
      if (difference !== undefined) return failed(difference);
    }
    return passed;
  },
};
