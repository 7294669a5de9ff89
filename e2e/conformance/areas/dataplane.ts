import { type Area, failed, jsonOf, objectsOf, passed, yamlOf } from '../case.ts';
import { valueDifference } from '../difference.ts';
import { PacketLab, type Surroundings, type Try } from '../packet-lab.ts';

/** A probe of `lab.yaml`. */
interface Probe {
  readonly from?: string;
  readonly to?: string;
  readonly open?: string;
  readonly step?: unknown;
  readonly affinity?: boolean;
  readonly conntrack?: boolean;
}

interface LabFile extends Surroundings {
  readonly bridgeNetfilter?: boolean;
  readonly probes: readonly Probe[];
}

/** A line of `expect.json`. */
interface Recorded {
  readonly mode: string;
  readonly from: string;
  readonly to: string;
  readonly tries: number;
  readonly outcome: string;
  readonly outcomes?: Readonly<Record<string, number>>;
  readonly icmpFrom?: string;
  readonly backends?: Readonly<Record<string, number>>;
  readonly sourceSeen?: readonly string[];
  readonly sourceSeenBy?: Readonly<Record<string, readonly string[]>>;
}

const distinct = (values: Iterable<string | undefined>): string[] =>
  [...new Set(values)].filter((value) => value !== undefined).sort();

/** What of a case the lab cannot play yet; a case is never compared by half. */
function notPlayed({ bridgeNetfilter, probes }: LabFile): string | undefined {
  if (bridgeNetfilter === false) return 'a bridge without netfilter';
  if (probes.some(({ step, open }) => step !== undefined || open !== undefined)) return 'steps and connections that stay open';
  if (probes.some(({ affinity }) => affinity)) return 'session affinity';
  return probes.some(({ to = '' }) => to.startsWith('http')) ? 'health checks' : undefined;
}

/** The set of sources that each backend saw. */
function sources({ sourceSeenBy, sourceSeen = [], backends = {} }: Recorded): Readonly<Record<string, readonly string[]>> {
  return sourceSeenBy ?? Object.fromEntries(Object.keys(backends).map((backend) => [backend, sourceSeen]));
}

function summary(tries: readonly Try[]) {
  const seen = distinct(tries.map(({ backend }) => backend)).map((name) => {
    const here = tries.filter(({ backend }) => backend === name);
    return [name, distinct(here.map(({ sourceSeen }) => sourceSeen))] as const;
  });
  return {
    outcomes: distinct(tries.map(({ outcome }) => outcome)),
    icmpFrom: distinct(tries.map(({ icmpFrom }) => icmpFrom)),
    sources: Object.fromEntries(seen),
  };
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

function differenceOf(lab: PacketLab, line: Recorded): string | undefined {
  const tries = Array.from({ length: line.tries }, () => lab.attempt(line.from, line.to));
  const expected = {
    outcomes: line.outcomes ? Object.keys(line.outcomes).sort() : [line.outcome],
    icmpFrom: distinct([line.icmpFrom]),
    sources: sources(line),
  };
  return valueDifference(`${line.mode} ${line.from} -> ${line.to}`, summary(tries), expected) ?? unfair(tries);
}

/** What real packets did in a lab, asked of the engine's kernels and kube-proxy's rules. */
export const dataplane: Area = {
  name: 'dataplane',
  run(folder) {
    const file = yamlOf<LabFile>(folder, 'lab.yaml') ?? { probes: [] };
    const lines = jsonOf<readonly Recorded[]>(folder, 'expect.json') ?? [];
    const lab = new PacketLab(objectsOf(folder, 'input.yaml'), file);
    const missing = notPlayed(file);
    for (const line of lines.filter(({ mode }) => mode === 'iptables' && missing === undefined)) {
      const difference = differenceOf(lab, line);
      if (difference !== undefined) return failed(difference);
    }
    if (missing !== undefined) return failed(`${missing}: not played yet`);
    if (file.probes.some(({ conntrack }) => conntrack)) return failed('entries of the connection table: not compared yet');
    return lines.some(({ mode }) => mode !== 'iptables') ? failed('nftables mode: kernels do not read its rules yet') : passed;
  },
};
