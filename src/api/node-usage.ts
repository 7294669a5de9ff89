import { isPodFinished, type Pod } from './pod.ts';
import { podRequests, podResources, type Resources, resources } from './pod-requests.ts';

/** What a container without requests is taken to need when nodes are compared: a tenth of a processor and 200 MB. */
const UNSTATED = { cpu: 100, memory: 200 * 2 ** 20 };

/** A port that a Pod takes on its node's own addresses; `ip` 0.0.0.0 is all of them. */
export interface HostPort {
  readonly protocol: string;
  readonly ip: string;
  readonly port: number;
}

/** The ports that a Pod takes on its node: those it asks for, and all of its containers' when it shares the node's network. */
export function hostPortsOf({ spec }: Pod): readonly HostPort[] {
  return spec.containers.flatMap((container) =>
    (container.ports ?? []).flatMap(({ hostPort, hostIP, containerPort, protocol = 'TCP' }) => {
      const port = hostPort ?? (spec.hostNetwork ? containerPort : undefined);
      return port ? [{ protocol, ip: hostIP || '0.0.0.0', port }] : [];
    }),
  );
}

/** What Pods take up of a node. */
export interface NodeUsage {
  readonly pods: number;
  readonly requested: Resources;
  /** The same with something assumed for containers that ask for nothing, to tell a crowded node from an empty one. */
  readonly assumed: Resources;
  readonly hostPorts: readonly HostPort[];
}

/** A node on which no Pod runs. */
export const unused: NodeUsage = { pods: 0, requested: {}, assumed: {}, hostPorts: [] };

/** What one Pod takes up; nothing once it is finished. Models pkg/scheduler framework NodeInfo.AddPod (v1.36). */
export function usageOf(pod: Pod): NodeUsage {
  if (isPodFinished(pod)) return unused;
  const assumed = podResources(pod, (container) => ({ ...UNSTATED, ...resources(container.resources?.requests) }));
  return { pods: 1, requested: podRequests(pod), assumed, hostPorts: hostPortsOf(pod) };
}

function added(one: Resources, other: Resources, sign: 1 | -1): Resources {
  const sum: Record<string, number> = { ...one };
  for (const [name, amount] of Object.entries(other)) {
    const left = (sum[name] ?? 0) + sign * amount;
    if (left === 0) delete sum[name];
    else sum[name] = left;
  }
  return sum;
}

const samePort = (a: HostPort, b: HostPort): boolean => a.port === b.port && a.protocol === b.protocol && a.ip === b.ip;

function without(ports: readonly HostPort[], gone: readonly HostPort[]): readonly HostPort[] {
  const left = [...ports];
  for (const port of gone) {
    const at = left.findIndex((one) => samePort(one, port));
    if (at !== -1) left.splice(at, 1);
  }
  return left;
}

/** A node's usage with a Pod's added (1) or taken away (-1). */
export function withUsage(node: NodeUsage, pod: NodeUsage, sign: 1 | -1): NodeUsage {
  if (pod.pods === 0) return node;
  return {
    pods: node.pods + sign,
    requested: added(node.requested, pod.requested, sign),
    assumed: added(node.assumed, pod.assumed, sign),
    hostPorts: sign === 1 ? [...node.hostPorts, ...pod.hostPorts] : without(node.hostPorts, pod.hostPorts),
  };
}
