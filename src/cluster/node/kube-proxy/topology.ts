import type { EndpointInfo } from './endpoints.ts';
import type { NodeInfo } from './node-info.ts';
import { type ServicePortInfo, usesClusterEndpoints, usesLocalEndpoints } from './service-port.ts';

/** Which endpoints a node may use for a Service port. */
export interface CategorizedEndpoints {
  /** For traffic under policy Cluster. */
  readonly cluster: readonly EndpointInfo[];
  /** For traffic under policy Local: those of this node. */
  readonly local: readonly EndpointInfo[];
  /** All that some rule of this node may lead to. */
  readonly reachable: readonly EndpointInfo[];
  /** Whether any endpoint anywhere could serve, even if this node may not use it. */
  readonly any: boolean;
}

type Usable = (endpoint: EndpointInfo) => boolean;

const isReady: Usable = (endpoint) => endpoint.ready;
const isServingTerminating: Usable = (endpoint) => endpoint.serving && endpoint.terminating;

/**
 * Sorts a Service port's endpoints into those that this node may use. "Usable" means ready; where no endpoint is ready,
 * those that terminate but still serve stand in, for Cluster and Local apart. Models pkg/proxy/topology.go
 * CategorizeEndpoints (v1.36).
 */
export function categorizeEndpoints(
  endpoints: readonly EndpointInfo[],
  port: ServicePortInfo,
  node: NodeInfo,
): CategorizedEndpoints {
  const near = nearness(endpoints, node);
  const ready = endpoints.filter((one) => isReady(one) && near(one));
  const standIn = ready.length === 0;
  const cluster = !usesClusterEndpoints(port) ? [] : standIn ? endpoints.filter(isServingTerminating) : ready;
  if (!usesLocalEndpoints(port)) return { cluster, local: [], reachable: cluster, any: cluster.length > 0 };
  const here = endpoints.filter((one) => one.node !== '' && one.node === node.name);
  const hereReady = here.filter(isReady);
  const local = hereReady.length > 0 ? hereReady : here.filter(isServingTerminating);
  const any = endpoints.some((one) => isReady(one) || isServingTerminating(one));
  const both = new Set([...cluster, ...local]);
  return { cluster, local, reachable: endpoints.filter((one) => both.has(one)), any };
}

/** Hints narrow the choice to this node or zone, if every ready endpoint carries one and at least one points here. */
function nearness(endpoints: readonly EndpointInfo[], node: NodeInfo): Usable {
  const ready = endpoints.filter(isReady);
  const sameNode = hinted(ready, (one) => one.nodeHints, node.name);
  if (sameNode) return (one) => one.nodeHints.includes(node.name);
  const sameZone = hinted(ready, (one) => one.zoneHints, node.zone);
  return sameZone ? (one) => one.zoneHints.includes(node.zone) : () => true;
}

function hinted(
  ready: readonly EndpointInfo[],
  hints: (one: EndpointInfo) => readonly string[],
  here: string,
): boolean {
  return (
    here !== '' &&
    ready.length > 0 &&
    ready.every((one) => hints(one).length > 0) &&
    ready.some((one) => hints(one).includes(here))
  );
}
