import type { Container, Pod } from '../../api/index.ts';
import { CLOSED_PORTS_ANNOTATION, DELAY_ANNOTATION, LISTEN_ANNOTATION } from '../../api/index.ts';
import { portsOfCommand, wordsOf } from './command.ts';
import { portsOfImage } from './images.ts';

type Protocol = 'TCP' | 'UDP';

/**
 * Where a container's program listens: where its image always does, what its command line names, or, when nobody knows the
 * image, the ports that its Pod declares. Kubernetes itself does not care about `containerPort`.
 */
function portsOf(container: Container, protocol: Protocol): readonly number[] {
  const named = protocol === 'TCP' ? portsOfCommand(wordsOf(container)) : [];
  const known = portsOfImage(container.image ?? '');
  if (known) return [...known[protocol], ...named];
  const declared = (container.ports ?? []).filter((port) => (port.protocol ?? 'TCP') === protocol);
  return [...declared.map(({ containerPort }) => containerPort), ...named];
}

const closedPorts = ({ metadata }: Pod): readonly number[] =>
  (metadata.annotations?.[CLOSED_PORTS_ANNOTATION] ?? '')
    .split(',')
    .flatMap((text) => (text.trim() ? Number(text) : []));

const isLoopback = (ip: string): boolean => ip.startsWith('127.') || ip === '::1';

/** Whether a container's program listens on a port of the address that was dialled. The Pod's annotations say what it does differently. */
export function listensOn(pod: Pod, container: Container, protocol: Protocol, port: number, ip: string): boolean {
  const bound = pod.metadata.annotations?.[LISTEN_ANNOTATION];
  if (bound !== undefined && isLoopback(bound) && !isLoopback(ip)) return false;
  return portsOf(container, protocol).includes(port) && !closedPorts(pod).includes(port);
}

/** Virtual ms that the Pod's programs take to answer. */
export function answerDelay({ metadata }: Pod): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s)$/.exec(metadata.annotations?.[DELAY_ANNOTATION] ?? '') ?? [];
  return amount === undefined ? 0 : Number(amount) * (unit === 's' ? 1000 : 1);
}
