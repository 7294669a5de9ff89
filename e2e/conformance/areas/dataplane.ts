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

/** Rounds that may be played again until every backend has had its chance. */
const MORE_ROUNDS = 8;

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

/** Where chance chose one backend for a whole probe, the source is judged for the backend that was met, as either mode recorded it. */
function ofThoseMet(tries: readonly Try[], lines: readonly Recorded[]): Sources {
  const known = lines.map(recordedSources).reduce((all, one) => ({ ...one, ...all }), {});
  return Object.fromEntries(Object.entries(sourcesOf(tries)).map(([name, seen]) => [name, known[name] ?? seen]));
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

const byChance = ({ affinity, open, use }: Probe): boolean => affinity === true || open !== undefined || use !== undefined;

/** A probe's line in this mode first, then in the other. */
function differenceOf(lab: PacketLab, probe: Probe, lines: readonly Recorded[]): string | undefined {
  const [line] = lines;
  if (!line) return 'there is no line for this probe';
  const wanted = { outcomes: Object.keys(line.outcomes ?? { [line.outcome]: 1 }).sort(), icmpFrom: distinct([line.icmpFrom]), body: line.body };
  const tries = [...lab.play(probe)];
  const missing = () =>
    [wanted.outcomes, Object.keys(line.backends ?? {})].some((all, i) =>
      all.some((one) => !tries.some((made) => (i === 0 ? made.outcome : made.backend) === one)),
    );
  const random = tries.length > 1 && !byChance(probe) && probe.sport === undefined;
  for (let round = 0; random && missing() && round < MORE_ROUNDS; round++) tries.push(...lab.play(probe));
  const judged = byChance(probe) ? ofThoseMet(tries, lines) : recordedSources(line);
  const made = {
    outcomes: distinct(tries.map(({ outcome }) => outcome)),
    icmpFrom: distinct(tries.map(({ icmpFrom }) => icmpFrom)),
    body: tries[0]?.body,
    sources: sourcesOf(tries),
    ...(line.distinctBackends !== undefined && { distinctBackends: distinct(tries.map(({ backend }) => backend)).length }),
  };
  const { distinctBackends } = line;
  const expected = { ...wanted, sources: judged, ...(distinctBackends !== undefined && { distinctBackends }) };
  return valueDifference(`${line.mode} ${line.from} -> ${line.to}`, made, expected) ?? (byChance(probe) ? undefined : unfair(tries));
}

function playedIn(mode: Mode, folder: string, file: LabFile, lines: readonly Recorded[]): string | undefined {
  const flags = flagsOf(yamlOf<{ kubeProxyFlags?: readonly string[] }>(folder, 'case.yaml')?.kubeProxyFlags);
  const lab = new PacketLab(objectsOf(folder, 'input.yaml'), file, mode, flags);
  const mine = lines.filter((line) => line.mode === mode);
  const others = lines.filter((line) => line.mode !== mode);
  const traces = recordedTraces(textOf(folder, 'expect/conntrack.txt') ?? '').filter((trace) => trace.mode === mode);
  for (const [place, probe] of file.probes.entries()) {
    if (probe.step) {
      lab.change(probe.step);
      continue;
    }
    const both = [mine[place], others[place]].filter((line) => line !== undefined);
    const difference = differenceOf(lab, probe, both) ?? (probe.conntrack ? traceDifference(lab, probe, traces.shift()) : undefined);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

/** What real packets did in a lab, asked of the engine's kernels and kube-proxy's rules in both modes. */
export const dataplane: Area = {
  name: 'dataplane',
  run(folder) {
    const file = yamlOf<LabFile>(folder, 'lab.yaml') ?? { probes: [] };
    const lines = jsonOf<readonly Recorded[]>(folder, 'expect.json') ?? [];
    for (const mode of ['iptables', 'nftables'] as const) {
      const difference = playedIn(mode, folder, file, lines);
      if (difference !== undefined) return failed(difference);
    }
    return passed;
  },
};
