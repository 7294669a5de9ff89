import type { Node, Pod, PodAffinityTerm } from '../../../api/index.ts';
import type { Reader } from '../apiserver/client.ts';
import { placesOf } from './inter-pod-affinity.ts';

/**
 * Points for nodes near Pods that this one would rather have near, and against those it would rather not. Models
 * plugins/interpodaffinity scoring.go (v1.36), for the new Pod's own preferences.
 */
export function meansScores(pod: Pod, nodes: readonly Node[], read: Reader): readonly number[] {
  const { podAffinity, podAntiAffinity } = pod.spec.affinity ?? {};
  const preferences = [
    ...(podAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map((one) => ({
      ...one,
      weight: -one.weight,
    })),
  ];
  if (preferences.length === 0) return nodes.map(() => 0);
  const terms = preferences.map(({ weight, podAffinityTerm }) => ({
    weight,
    term: podAffinityTerm,
    places: placesOf(podAffinityTerm, pod, read),
  }));
  const near = (node: Node, term: PodAffinityTerm, places: ReadonlyMap<string, number>): number =>
    places.get(node.metadata.labels?.[term.topologyKey] ?? '') ?? 0;
  const sums = nodes.map((node) =>
    terms.reduce((sum, { weight, term, places }) => sum + weight * near(node, term, places), 0),
  );
  const [low, high] = [Math.min(...sums), Math.max(...sums)];
  return sums.map((sum) => (high === low ? 0 : Math.trunc((100 * (sum - low)) / (high - low))));
}
