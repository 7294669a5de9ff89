import { type ObjectKey, objectKey, type Pod, splitKey } from '../../api/index.ts';
import { answerTo, zoneOf } from '../addons/coredns/index.ts';
import { type Host, listens } from '../apps/index.ts';
import type { Reader } from '../control-plane/apiserver/index.ts';

/** A host with the object whose end is its own: connections do not outlive it. */
export interface Standing {
  readonly host: Host;
  readonly owner: ObjectKey;
}

const isRunning = (pod: Pod): boolean => pod.status?.phase === 'Running';

function ofPod(pod: Pod, read: Reader): Standing {
  const { name, namespace = '' } = pod.metadata;
  const isNameServer = pod.spec.containers.some(({ image }) => image?.includes('coredns'));
  const host: Host = {
    name,
    listens: (protocol, port) => listens(pod, protocol, port),
    ...(isNameServer && { answer: (query) => answerTo(query, zoneOf(read)) }),
  };
  return { host, owner: objectKey('Pod', namespace, name) };
}

/** A machine's own network: its ports belong to the Pods that run on it with `hostNetwork`. */
function ofMachine(node: string, port: number, read: Reader): Standing {
  const onHost = (pod: Pod): boolean => pod.spec.hostNetwork === true && pod.spec.nodeName === node && isRunning(pod);
  const listening = (pod: Pod): boolean => listens(pod, 'TCP', port) || listens(pod, 'UDP', port);
  const pod = read.list<Pod>('Pod').find((one) => onHost(one) && listening(one));
  return pod ? ofPod(pod, read) : { host: { name: node, listens: () => false }, owner: objectKey('Node', '', node) };
}

/** Who answers at a place where packets are delivered: a Pod (by its key) or a machine (by its name), for a port. */
export function hostAt(place: string, port: number, read: Reader): Standing | undefined {
  if (!place.startsWith('Pod/')) return ofMachine(place, port, read);
  const { namespace, name } = splitKey(place);
  const pod = read.get<Pod>('Pod', namespace, name);
  return pod && ofPod(pod, read);
}
