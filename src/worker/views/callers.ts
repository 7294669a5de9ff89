import { type Client, keyOf, type ObjectKey, objectKey, type Pod, type Service } from '../../api/index.ts';
import { isAddress, requestOf } from '../../cluster/apps/index.ts';
import { milliseconds, type Reader } from '../../cluster/control-plane/apiserver/index.ts';
import type { ClientThing, PodState } from '../protocol.ts';
import { podState } from './pod-state.ts';

/** Where a Client's requests come from, whichever of the three it names. */
interface Source {
  readonly pod?: string;
  readonly node?: string;
  readonly address?: string;
}

/** The key of a caller as records name it: a Pod's key, a machine's, or an address. */
function sourceKey(client: Client): string {
  const { pod, node, address }: Source = client.spec.from;
  if (pod !== undefined) return objectKey('Pod', client.metadata.namespace ?? '', pod);
  return node === undefined ? objectKey('Internet', '', address ?? '') : objectKey('Node', '', node);
}

/** The thing on the chart that a caller is: a machine's own program stands beside the machine. */
export function callerId(source: string): string {
  return source.startsWith('Node/') ? `caller/${source.slice(source.lastIndexOf('/') + 1)}` : source;
}

/** The Pod that a Client sends from, when it is one. */
export function callingPod(client: Client, read: Reader): Pod | undefined {
  const { pod }: Source = client.spec.from;
  return pod === undefined ? undefined : read.get<Pod>('Pod', client.metadata.namespace ?? '', pod);
}

/** The machine on which a Client's packets first meet rules; undefined for callers outside. */
export function callingNode(client: Client, read: Reader): string | undefined {
  const { node }: Source = client.spec.from;
  const found = node ?? callingPod(client, read)?.spec.nodeName;
  return found === '' ? undefined : found;
}

function answersOn({ spec, status }: Service, host: string, port: number): boolean {
  const addresses = [spec.clusterIP, ...(spec.clusterIPs ?? []), ...(spec.externalIPs ?? [])];
  const given = (status?.loadBalancer?.ingress ?? []).flatMap(({ ip, hostname }) => [ip, hostname]);
  return [...addresses, ...given].includes(host) || (spec.ports ?? []).some(({ nodePort }) => nodePort === port);
}

/** The Service that a request dials: by name, by one of its addresses, or by a machine's node port. */
export function dialled(client: Client, read: Reader): Service | undefined {
  const { host, port } = requestOf(client.spec.request);
  if (isAddress(host)) return read.list<Service>('Service').find((service) => answersOn(service, host, port));
  const [name = '', namespace = client.metadata.namespace ?? ''] = host.split('.');
  return read.get<Service>('Service', namespace === '' ? 'default' : namespace, name);
}

interface Standing {
  readonly where: ClientThing['where'];
  readonly name: string;
  readonly namespace: string;
  readonly address: string;
  readonly node: string;
  readonly pod: PodState;
  readonly hostNetwork: boolean;
}

function standingOf(client: Client, read: Reader, addressOf: (node: string) => string): Standing | undefined {
  const { node, address }: Source = client.spec.from;
  const outside = { namespace: '', pod: 'ready', hostNetwork: node !== undefined } as const;
  if (node !== undefined) return { ...outside, where: 'node', name: node, address: addressOf(node), node };
  if (address !== undefined) return { ...outside, where: 'internet', name: 'internet', address, node: '' };
  const pod = callingPod(client, read);
  return (
    pod && {
      where: 'pod',
      name: pod.metadata.name,
      namespace: pod.metadata.namespace ?? '',
      address: pod.status?.podIP ?? '',
      node: pod.spec.nodeName ?? '',
      pod: podState(pod),
      hostNetwork: pod.spec.hostNetwork === true,
    }
  );
}

/** Everybody who sends requests, with what they send; callers outside stand last. */
export function clientThings(
  clients: readonly Client[],
  letters: ReadonlyMap<ObjectKey, string>,
  read: Reader,
  addressOf: (node: string) => string,
): readonly ClientThing[] {
  const sources = new Map<string, Client[]>();
  for (const client of clients) {
    const source = sourceKey(client);
    sources.set(source, [...(sources.get(source) ?? []), client]);
  }
  return [...sources].flatMap(([source, senders]): ClientThing[] => {
    const [first] = senders;
    const standing = first && standingOf(first, read, addressOf);
    if (!standing) return [];
    const sends = senders.map((client) => ({
      client: keyOf(client),
      request: client.spec.request,
      every: milliseconds(client.spec.every ?? '') ?? 1000,
      letter: letters.get(keyOf(client)) ?? 'A',
    }));
    return [{ kind: 'client', id: callerId(source), ...standing, sends }];
  });
}

/** The keys of all that Clients send from. */
export function callingPods(clients: readonly Client[]): ReadonlySet<string> {
  return new Set(clients.map(sourceKey));
}
