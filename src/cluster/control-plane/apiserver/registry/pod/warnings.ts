import type { ContainerPort, PodSpec } from '../../../../../api/index.ts';

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

const sameNumber = (one: PlacedPort, other: PlacedPort): boolean =>
  one.container === other.container &&
  one.port.containerPort === other.port.containerPort &&
  one.port.protocol === other.port.protocol &&
  one.port.hostPort === other.port.hostPort;

function portWarnings(spec: PodSpec, at: string): string[] {
  const all = portsOf(spec, at);
  return all.flatMap((one, i) => {
    const before = all.slice(0, i);
    const doubled = before.filter((other) => sameNumber(one, other));
    const named = before.find(
      (other) => other.container !== one.container && one.port.name && other.port.name === one.port.name,
    );
    const why = 'services and probes that select ports by name will use';
    return [
      ...doubled.map((other) => `${one.at}: duplicate port definition with ${other.at}`),
      ...(named ? [`${one.at}: duplicate port name "${one.port.name}" with ${named.at}, ${why} ${named.at}`] : []),
    ];
  });
}

function envWarnings(spec: PodSpec, at: string): string[] {
  return spec.containers.flatMap(({ env = [] }, container) =>
    env.flatMap(({ name }, i) => {
      const hidden = env.findIndex((other) => other.name === name) < i;
      const sentence = `hides previous definition of "${name}", which may be dropped when using apply`;
      return hidden ? [`${at}.containers[${container}].env[${i}]: ${sentence}`] : [];
    }),
  );
}

/** What a Pod's spec at `at` may say and hardly means. Models pkg/api/pod GetWarningsForPod (v1.36), as far as ports and variables go. */
export function podSpecWarnings(spec: PodSpec, at: string): readonly string[] {
  return [...portWarnings(spec, at), ...envWarnings(spec, at)];
}
