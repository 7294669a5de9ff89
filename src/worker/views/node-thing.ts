import { internalIPs, isNodeReady, keyOf, type Node, type Service } from '../../api/index.ts';
import type { World } from '../../cluster/world.ts';
import type { Hole, NodeThing, ProxyView } from '../protocol.ts';

function proxyOf(world: World, node: string): ProxyView {
  const state = world.proxies.get(node);
  const oldest = state ? Math.min(...state.dirty.values()) : Number.POSITIVE_INFINITY;
  const syncedAt = state?.syncs.at(-1);
  return {
    mode: state?.proxier.mode ?? 'iptables',
    ...(syncedAt !== undefined && { syncedAt }),
    ...(Number.isFinite(oldest) && { behindSince: oldest }),
  };
}

/** The ports that a machine's coast has for these Services: those that its own kube-proxy knows. */
function holesOf(world: World, node: string, services: readonly Service[]): Hole[] {
  const parts = world.proxies.get(node)?.proxier.parts;
  const holes = services.flatMap((service): Hole[] => {
    const { namespace, name } = service.metadata;
    if (!parts?.has(`${namespace}/${name}`) || service.spec.type === 'ClusterIP') return [];
    const key = keyOf(service);
    const check = service.spec.healthCheckNodePort;
    const ports = (service.spec.ports ?? []).flatMap(({ nodePort: port, protocol }): Hole[] =>
      port === undefined ? [] : [{ port, protocol, made: 'rule', service: key }],
    );
    return check === undefined ? ports : [...ports, { port: check, protocol: 'TCP', made: 'process', service: key }];
  });
  return holes.toSorted((a, b) => a.port - b.port);
}

/** A machine as it stands on the chart. */
export function nodeThing(node: Node, world: World, services: readonly Service[]): NodeThing {
  const { name } = node.metadata;
  const [address = ''] = internalIPs(node);
  return {
    kind: 'node',
    id: keyOf(node),
    name,
    address,
    podCIDR: node.spec.podCIDR ?? '',
    ready: isNodeReady(node),
    ...(world.off.has(name) && { stopped: true }),
    ...(world.cut.has(name) && { cut: true }),
    ...(node.spec.unschedulable === true && { cordoned: true }),
    pods: [...world.network.pods.values()].filter((pod) => pod.node === name).length,
    proxy: proxyOf(world, name),
    holes: holesOf(world, name, services),
  };
}
