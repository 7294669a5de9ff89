import { type ObjectKey, objectKey, type Pod, splitKey } from '../../api/index.ts';
import { answerTo, zoneOf } from '../addons/coredns/index.ts';
import { answerDelay, type Host, listensOn } from '../apps/index.ts';
import type { Reader } from '../control-plane/apiserver/index.ts';
import { ROUTER, type Socket } from '../network/index.ts';
import { isServing } from '../node/kubelet/index.ts';
import { outsideAnswer } from '../outside/index.ts';
import { kubeProxyAnswer } from '../proxying/index.ts';
import type { World } from '../world.ts';

/** A host with the object whose end is its own: connections do not outlive it. */
export interface Standing {
  readonly host: Host;
  readonly owner: ObjectKey;
}

const isRunning = (pod: Pod): boolean => pod.status?.phase === 'Running';

/** Whether a program of the Pod that runs, and has not been told to stop, listens there. */
function listens(pod: Pod, world: World, protocol: 'TCP' | 'UDP', port: number, ip: string): boolean {
  const { initContainers = [], containers } = pod.spec;
  return [...containers, ...initContainers].some(
    (container) =>
      listensOn(pod, container, protocol, port, ip) && isServing(world.kubelets, pod, container, world.now),
  );
}

function ofPod(pod: Pod, world: World, read: Reader): Standing {
  const { name, namespace = '' } = pod.metadata;
  const isNameServer = pod.spec.containers.some(({ image }) => image?.includes('coredns'));
  const upstream = (query: Parameters<typeof outsideAnswer>[0]) => outsideAnswer(query, world.outside);
  const host: Host = {
    name,
    delay: answerDelay(pod),
    listens: (protocol, port, ip) => listens(pod, world, protocol, port, ip),
    ...(isNameServer && { answer: (query) => answerTo(query, zoneOf(read), upstream) }),
  };
  return { host, owner: objectKey('Pod', namespace, name) };
}

/** A program on any address of its machine also listens here. */
const LOOPBACK = '127.0.0.1';

/** A machine's own network: its ports belong to kube-proxy and to the Pods that run on it with `hostNetwork`. */
function ofMachine(node: string, { ip, port }: Socket, world: World, read: Reader): Standing {
  const owner = objectKey('Node', '', node);
  const health = kubeProxyAnswer(node, ip, port, world, read);
  if (health)
    return { owner, host: { name: 'kube-proxy', listens: (protocol) => protocol === 'TCP', http: () => health } };
  const onHost = (pod: Pod): boolean => pod.spec.hostNetwork === true && pod.spec.nodeName === node && isRunning(pod);
  const listening = (pod: Pod): boolean =>
    (['TCP', 'UDP'] as const).some((protocol) => listens(pod, world, protocol, port, LOOPBACK));
  const pod = read.list<Pod>('Pod').find((one) => onHost(one) && listening(one));
  return pod ? ofPod(pod, world, read) : { host: { name: node, listens: () => false }, owner };
}

/** What is outside: a server, the router with its name server, or a caller, on whom nothing listens. */
function ofOutside(place: string, { outside }: World): Standing {
  const server = outside.servers.get(place);
  if (place === ROUTER)
    return {
      owner: place,
      host: {
        name: 'the router',
        listens: (protocol, port) => protocol === 'UDP' && port === 53,
        answer: (query) => outsideAnswer(query, outside),
      },
    };
  const name = server?.name ?? place.split('/').at(-1) ?? place;
  return {
    owner: place,
    host: { name, listens: (protocol, port) => server?.listens.includes(`${protocol} ${port}`) ?? false },
  };
}

/** Who answers at a place where packets are delivered: a Pod or a host outside (by its key), a machine or the router (by its name). */
export function hostAt(place: string, dialled: Socket, world: World, read: Reader): Standing | undefined {
  if (place === ROUTER || (place.includes('/') && !place.startsWith('Pod/'))) return ofOutside(place, world);
  if (!place.startsWith('Pod/')) return ofMachine(place, dialled, world, read);
  const { namespace, name } = splitKey(place);
  const pod = read.get<Pod>('Pod', namespace, name);
  return pod && ofPod(pod, world, read);
}
