import type { ContainerPort, PodSpec } from '../../../../../api/index.ts';

/** Of ports that say the same, more than these are not told apart. */
const MOST_TOLD = 100;

interface PlacedPort {
  readonly at: string;
  readonly container: number;
  readonly port: ContainerPort;
}

function portsOf(spec: PodSpec, at: string): PlacedPort[] {
  return spec.containers.flatMap(({ ports = [] }, container) =>
    ports.map((port, i) => ({ at: `${at}.containers[${container}].ports[${i}]`, container, port })),
  );
}

/** The places under a word, in order. */
function placesBy(ports: readonly PlacedPort[], word: (one: PlacedPort) => string): Map<string, PlacedPort[]> {
  const places = new Map<string, PlacedPort[]>();
  for (const one of ports) places.set(word(one), [...(places.get(word(one)) ?? []).slice(0, MOST_TOLD), one]);
  return places;
}

const numbers = ({ container, port }: PlacedPort): string =>
  JSON.stringify([container, port.containerPort, port.protocol, port.hostPort]);

function portWarnings(spec: PodSpec, at: string): string[] {
  const all = portsOf(spec, at);
  const [byNumbers, byName] = [placesBy(all, numbers), placesBy(all, ({ port }) => port.name ?? '')];
  const rank = new Map(all.map((one, i) => [one, i]));
  const earlier = (one: PlacedPort, others: readonly PlacedPort[] = []): readonly PlacedPort[] =>
    others.filter((other) => (rank.get(other) ?? 0) < (rank.get(one) ?? 0));
  return all.flatMap((one) => {
    const doubled = earlier(one, byNumbers.get(numbers(one)));
    const namesakes = one.port.name ? earlier(one, byName.get(one.port.name)) : [];
    const named = namesakes.find((other) => other.container !== one.container);
    const why = 'services and probes that select ports by name will use';
    return [
      ...doubled.map((other) => `${one.at}: duplicate port definition with ${other.at}`),
      ...(named ? [`${one.at}: duplicate port name "${one.port.name}" with ${named.at}, ${why} ${named.at}`] : []),
    ];
  });
}

function envWarnings(spec: PodSpec, at: string): string[] {
  return spec.containers.flatMap(({ env = [] }, container) => {
    const seen = new Set<string>();
    return env.flatMap(({ name }, i) => {
      const hidden = seen.has(name);
      seen.add(name);
      const sentence = `hides previous definition of "${name}", which may be dropped when using apply`;
      return hidden ? [`${at}.containers[${container}].env[${i}]: ${sentence}`] : [];
    });
  });
}

/** What a Pod's spec at `at` may say and hardly means. Models pkg/api/pod GetWarningsForPod (v1.36), as far as ports and variables go. */
export function podSpecWarnings(spec: PodSpec, at: string): readonly string[] {
  return [...portWarnings(spec, at), ...envWarnings(spec, at)];
}
