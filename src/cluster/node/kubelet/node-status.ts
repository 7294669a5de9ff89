import { type Condition, internalIPs, type Node, timestamp } from '../../../api/index.ts';
import type { Client, Controller } from '../../control-plane/apiserver/client.ts';

/** Virtual ms until a kubelet has registered. */
const DELAY = 8;

const fine = (type: string, reason: string, message: string) => ({ type, status: 'False' as const, reason, message });

/** What a kubelet says of a machine that has all it needs. */
const HEALTHY: readonly Condition[] = [
  fine('MemoryPressure', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
  fine('DiskPressure', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
  fine('PIDPressure', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
  { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'kubelet is posting ready status' },
];

const healthy = (time: string): readonly Condition[] =>
  HEALTHY.map((condition) => ({ ...condition, lastTransitionTime: time }));

/** The number at the end of a node's name, or its place among the nodes behind a hundred. */
function numberOf(node: Node, all: readonly Node[]): number {
  const digits = /(\d+)$/.exec(node.metadata.name)?.[1];
  const number = Number(digits ?? 0);
  return number >= 1 && number <= 89 ? number : 90 + all.findIndex((one) => one.metadata.name === node.metadata.name);
}

/** node-1 is 192.168.50.11 and has the Pods of 10.244.1.0/24, and so on. */
function addressOf(number: number): string {
  return `192.168.50.${10 + number}`;
}

/** The same machine's address on the nodes' IPv6 network. */
const address6Of = (number: number): string => `fd00:50::${10 + number}`;

/** A machine whose Pods have IPv6 addresses has one itself. */
function addressesOf(node: Node, number: number): readonly string[] {
  const speaksIPv6 = node.spec.podCIDRs?.some((cidr) => cidr.includes(':'));
  return [addressOf(number), ...(speaksIPv6 ? [address6Of(number)] : [])];
}

function reportedStatus(node: Node, number: number, time: string): NonNullable<Node['status']> {
  const capacity = { cpu: '4', memory: '8Gi', pods: '110' };
  return {
    ...node.status,
    addresses: [
      ...addressesOf(node, number).map((address) => ({ type: 'InternalIP' as const, address })),
      { type: 'Hostname', address: node.metadata.name },
    ],
    capacity,
    allocatable: capacity,
    conditions: healthy(time),
  };
}

/** Reports a Node that nobody has reported yet; one that came with addresses and conditions is taken as found. */
function register(node: Node, client: Client, time: string): void {
  const number = numberOf(node, client.list<Node>('Node'));
  const reported = client.updateStatus<Node>({ ...node, status: reportedStatus(node, number, time) });
  if (!reported.ok) return;
  const podCIDR = node.spec.podCIDR ?? `10.244.${number}.0/24`;
  const podCIDRs = node.spec.podCIDRs ?? [podCIDR];
  const labels = { 'kubernetes.io/hostname': node.metadata.name, 'kubernetes.io/os': 'linux', ...node.metadata.labels };
  client.update<Node>({
    ...reported.value,
    metadata: { ...reported.value.metadata, labels },
    spec: { ...reported.value.spec, podCIDR, podCIDRs },
  });
}

/** A kubelet that was given up for lost says again that all is well. */
function recovered(node: Node, client: Client, time: string): void {
  const known = node.status?.conditions ?? [];
  const conditions = [...known.filter(({ type }) => !HEALTHY.some((one) => one.type === type)), ...healthy(time)];
  client.updateStatus<Node>({ ...node, status: { ...node.status, conditions } });
}

/**
 * The kubelets' other half: each registers its node, and says when all is well that it is. Models pkg/kubelet
 * kubelet_node_status.go (v1.36).
 */
export function nodeKubelet(isAlive: (node: Node) => boolean): Controller {
  return {
    name: 'kubelet node status',
    delay: DELAY,
    watches: { Node: ({ key, after }) => (after ? [key.slice('Node//'.length)] : []) },
    reconcile(key, client, now) {
      const node = client.get<Node>('Node', '', key);
      if (!node || !isAlive(node)) return;
      if (internalIPs(node).length === 0 || !node.status?.conditions) register(node, client, timestamp(now));
      else if (node.status.conditions.some(({ type, status }) => type === 'Ready' && status === 'Unknown'))
        recovered(node, client, timestamp(now));
    },
  };
}
