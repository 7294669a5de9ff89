import { internalIPs, type Node, timestamp } from '../../../api/index.ts';
import type { Client, Controller } from '../../control-plane/apiserver/client.ts';

/** Virtual ms until a kubelet has registered. */
const DELAY = 8;

const NOT_READY = 'node.kubernetes.io/not-ready';

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

function reportedStatus(node: Node, number: number, time: string): NonNullable<Node['status']> {
  const capacity = { cpu: '4', memory: '8Gi', pods: '110' };
  return {
    ...node.status,
    addresses: [
      { type: 'InternalIP', address: addressOf(number) },
      { type: 'Hostname', address: node.metadata.name },
    ],
    capacity,
    allocatable: capacity,
    conditions: [
      {
        type: 'Ready',
        status: 'True',
        reason: 'KubeletReady',
        message: 'kubelet is posting ready status',
        lastTransitionTime: time,
      },
    ],
  };
}

/** Reports a Node that nobody has reported yet; one that came with addresses and conditions is taken as found. */
function register(node: Node, client: Client, time: string): void {
  const number = numberOf(node, client.list<Node>('Node'));
  const reported = client.updateStatus<Node>({ ...node, status: reportedStatus(node, number, time) });
  if (!reported.ok) return;
  const cidr = node.spec.podCIDR ?? `10.244.${number}.0/24`;
  const labels = { 'kubernetes.io/hostname': node.metadata.name, 'kubernetes.io/os': 'linux', ...node.metadata.labels };
  client.update<Node>({
    ...reported.value,
    metadata: { ...reported.value.metadata, labels },
    spec: { ...reported.value.spec, podCIDR: cidr, podCIDRs: [cidr] },
  });
}

function untaint(node: Node, client: Client): void {
  const { taints, ...spec } = node.spec;
  const others = (taints ?? []).filter((taint) => taint.key !== NOT_READY);
  if (others.length === (taints ?? []).length) return;
  client.update<Node>({ ...node, spec: { ...spec, ...(others.length > 0 && { taints: others }) } });
}

/** The kubelets' other half: each registers its node, after which the node's not-ready taint is taken off. */
export const nodeKubelet: Controller = {
  name: 'kubelet node status',
  delay: DELAY,
  watches: { Node: ({ key, after }) => (after ? [key.slice('Node//'.length)] : []) },
  reconcile(key, client, now) {
    const node = client.get<Node>('Node', '', key);
    if (!node) return;
    const silent = internalIPs(node).length === 0 || !node.status?.conditions;
    if (silent) register(node, client, timestamp(now));
    const present = client.get<Node>('Node', '', key);
    if (present?.status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True'))
      untaint(present, client);
  },
};
