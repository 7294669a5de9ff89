import {
  isPodFinished,
  labelSelectorMatches,
  type Namespace,
  type Node,
  type Pod,
  type PodAffinityTerm,
} from '../../../api/index.ts';
import type { Reader } from '../apiserver/client.ts';
import type { Filter, Obstacle } from './filter.ts';

/** The namespaces that a term speaks of; without a word about it the Pod's own. */
function speaksOf(term: PodAffinityTerm, owner: Pod, namespace: string, read: Reader): boolean {
  const { namespaces = [], namespaceSelector } = term;
  if (namespaces.length === 0 && !namespaceSelector) return namespace === owner.metadata.namespace;
  const labels = read.get<Namespace>('Namespace', '', namespace)?.metadata.labels;
  return namespaces.includes(namespace) || (!!namespaceSelector && labelSelectorMatches(namespaceSelector, labels));
}

/** Whether a term of `owner` means another Pod. */
export function means(term: PodAffinityTerm, owner: Pod, other: Pod, read: Reader): boolean {
  const { labelSelector } = term;
  if (!labelSelector || !labelSelectorMatches(labelSelector, other.metadata.labels)) return false;
  return speaksOf(term, owner, other.metadata.namespace ?? '', read);
}

/** The places (values of the term's node label) where Pods run that a term means, each with how many. */
export function placesOf(term: PodAffinityTerm, owner: Pod, read: Reader): ReadonlyMap<string, number> {
  const { namespace = '' } = owner.metadata;
  const alone = (term.namespaces ?? []).length === 0 && !term.namespaceSelector;
  const candidates = alone
    ? read.withLabels<Pod>('Pod', namespace, term.labelSelector?.matchLabels ?? {})
    : read.list<Pod>('Pod');
  const places = new Map<string, number>();
  for (const pod of candidates) {
    if (pod.spec.nodeName === undefined || isPodFinished(pod) || !means(term, owner, pod, read)) continue;
    const place = placeOf(pod, term.topologyKey, read);
    if (place !== undefined) places.set(place, (places.get(place) ?? 0) + 1);
  }
  return places;
}

function placeOf(pod: Pod, key: string, read: Reader): string | undefined {
  return read.get<Node>('Node', '', pod.spec.nodeName ?? '')?.metadata.labels?.[key];
}

/** The places that Pods which run already keep free of this one. */
function keptFree(pod: Pod, read: Reader): ReadonlySet<string> {
  const kept = new Set<string>();
  for (const other of read.withPlacementRules()) {
    if (other.spec.nodeName === undefined || isPodFinished(other)) continue;
    for (const term of other.spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []) {
      const place = placeOf(other, term.topologyKey, read);
      if (place !== undefined && means(term, other, pod, read)) kept.add(`${term.topologyKey} ${place}`);
    }
  }
  return kept;
}

const obstacle = (reason: string, forGood: boolean): Obstacle => ({ reasons: [`node(s) didn't ${reason}`], forGood });

/** The terms with where they hold; nothing when none of the Pods that a first of its kind asks for is there yet but itself. */
function wantedPlaces(pod: Pod, read: Reader) {
  const terms = pod.spec.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  const wanted = terms.map((term) => ({ key: term.topologyKey, places: placesOf(term, pod, read) }));
  const first = wanted.every(({ places }) => places.size === 0) && terms.every((term) => means(term, pod, pod, read));
  return { wanted, first };
}

/** Pods that want others near, and Pods that want them away. Models plugins/interpodaffinity filtering.go (v1.36). */
export const interPodAffinity: Filter = (pod, _nodes, read) => {
  const { wanted, first } = wantedPlaces(pod, read);
  const unwanted = (pod.spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).map(
    (term) => ({ key: term.topologyKey, places: placesOf(term, pod, read) }),
  );
  const kept = keptFree(pod, read);
  return ({ metadata }) => {
    const labels = metadata.labels ?? {};
    const near = ({ key, places }: { key: string; places: ReadonlyMap<string, number> }): boolean =>
      places.has(labels[key] ?? '');
    const apart = wanted.some((one) => labels[one.key] === undefined || (!near(one) && !first));
    if (apart) return obstacle('match pod affinity rules', true);
    if (unwanted.some(near)) return obstacle('match pod anti-affinity rules', false);
    const free = Object.entries(labels).every(([key, value]) => !kept.has(`${key} ${value}`));
    return free ? undefined : obstacle('satisfy existing pods anti-affinity rules', false);
  };
};
