import { internalIPs, type Node, type Pod } from '../../../src/api/index.ts';
import { ROUTER } from '../../../src/cluster/network/index.ts';
import type { OutsideHost } from './surroundings.ts';

/** Who sends and answers: a program in a Pod, on a node, or outside. Those with the same `host` share addresses and ports. */
export interface Party {
  readonly name: string;
  readonly ip: string;
  readonly host: string;
  readonly machine: string;
  /** `tcp 8080` and its like. */
  readonly ports: readonly string[];
}

export const partyOfPod = (pod: Pod): Party => ({
  name: pod.metadata.name,
  ip: pod.status?.podIP ?? '',
  host: pod.spec.hostNetwork ? (pod.spec.nodeName ?? '') : `Pod/${pod.metadata.namespace}/${pod.metadata.name}`,
  machine: pod.spec.nodeName ?? '',
  ports: pod.spec.containers.flatMap(({ ports = [] }) =>
    ports.map(({ protocol = 'TCP', containerPort }) => `${protocol.toLowerCase()} ${containerPort}`),
  ),
});

export const partyOutside = ({ name, ip, ports = [] }: OutsideHost): Party => ({
  name,
  ip,
  host: name,
  machine: ROUTER,
  ports: ports.map(({ port, protocol = 'TCP' }) => `${protocol.toLowerCase()} ${port}`),
});

export const partyOfNode = (node: Node): Party => {
  const { name } = node.metadata;
  return { name, ip: internalIPs(node)[0] ?? '', host: name, machine: name, ports: [] };
};
