import { isPodFinished, isPodTerminating, type Pod } from '../../../api/index.ts';

type Labels = Readonly<Record<string, string>>;

/** How many Pods with some labels are on each node. */
interface Tally {
  readonly labels: readonly (readonly [key: string, value: string])[];
  readonly counts: Map<string, number>;
}

/** Tallies that are kept before all are forgotten: a question that nobody asks any more costs a little with every Pod. */
const MOST_TALLIES = 2000;

const pairOf = (namespace: string, [key, value]: readonly [string, string]): string => `${namespace} ${key}=${value}`;

/** The node that a Pod counts for: none once it terminates or is finished. */
function placeOf(pod: Pod | undefined): string | undefined {
  return pod && !isPodTerminating(pod) && !isPodFinished(pod) ? pod.spec?.nodeName : undefined;
}

/**
 * Answers again and again how many Pods with the same labels are on each node: the first time by counting, from then on by
 * following the Pods as they come and go.
 */
export class PodTallies {
  private readonly known = new Map<string, Tally>();
  /** By namespace and the first of the labels. */
  private readonly byPair = new Map<string, Tally[]>();

  /** The counts by node; `pods` are those that carry all the labels, asked for only when nobody has asked for them before. */
  counts(namespace: string, labels: Labels, pods: () => Iterable<Pod>): ReadonlyMap<string, number> {
    const pairs = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
    const key = JSON.stringify([namespace, pairs]);
    const known = this.known.get(key);
    if (known) return known.counts;
    const tally: Tally = { labels: pairs, counts: new Map() };
    for (const pod of pods()) add(tally, placeOf(pod), 1);
    this.remember(key, namespace, tally);
    return tally.counts;
  }

  /** Takes a change of one Pod in. */
  apply(before: Pod | undefined, after: Pod | undefined): void {
    const unmoved = before?.metadata.labels === after?.metadata.labels && placeOf(before) === placeOf(after);
    if (unmoved) return;
    this.count(before, -1);
    this.count(after, 1);
  }

  private count(pod: Pod | undefined, by: 1 | -1): void {
    const node = placeOf(pod);
    const { namespace = '', labels = {} } = pod?.metadata ?? {};
    if (node === undefined) return;
    for (const pair of Object.entries(labels)) {
      for (const tally of this.byPair.get(pairOf(namespace, pair)) ?? [])
        if (tally.labels.every(([key, value]) => labels[key] === value)) add(tally, node, by);
    }
  }

  private remember(key: string, namespace: string, tally: Tally): void {
    if (this.known.size >= MOST_TALLIES) {
      this.known.clear();
      this.byPair.clear();
    }
    const [first] = tally.labels;
    if (!first) return;
    this.known.set(key, tally);
    const pair = pairOf(namespace, first);
    this.byPair.set(pair, [...(this.byPair.get(pair) ?? []), tally]);
  }
}

function add({ counts }: Tally, node: string | undefined, by: 1 | -1): void {
  if (node === undefined) return;
  const count = (counts.get(node) ?? 0) + by;
  if (count === 0) counts.delete(node);
  else counts.set(node, count);
}
