import type { Service, ServicePort } from '../../../../../api/index.ts';
import { invalid } from '../../field-errors.ts';
import { internalError } from '../../statuses.ts';
import type { Allocated, WriteContext } from '../strategy.ts';

const FIRST = 30_000;
const LAST = 32_767;

const OUT_OF_RANGE = `provided port is not in the valid range. The range of valid ports is ${FIRST}-${LAST}`;

/** Whether a Service of this type has node ports. */
export function wantsNodePorts({ spec }: Service): boolean {
  return spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false);
}

/** Whether somebody outside must be able to ask a node if it has endpoints of the Service. */
export function needsHealthCheck({ spec }: Service): boolean {
  return spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';
}

/** The node ports that one write hands out. What the Service held before stays its own. */
export class NodePorts {
  private readonly own = new Set<number>();

  constructor(
    private readonly service: Service,
    private readonly held: ReadonlySet<number>,
    private readonly context: WriteContext,
  ) {}

  /** Takes the port that was asked for, or says why it cannot be had. */
  ask(port: number): string | undefined {
    if (this.held.has(port)) return undefined;
    if (port < FIRST || port > LAST) return OUT_OF_RANGE;
    if (this.own.has(port) || this.context.isReserved(`port ${port}`)) return 'provided port is already allocated';
    this.own.add(port);
    return undefined;
  }

  /** Undefined when none is free. Takes a free port, drawn by the Service's name and what the port is for, so that it does not depend on who came before. */
  next(purpose: string | number): number | undefined {
    const { namespace = '', name } = this.service.metadata;
    const room = LAST - FIRST + 1;
    const start = Math.floor(this.context.random.draw('node-port', namespace, name, purpose) * room);
    for (let i = 0; i < room; i++) {
      const port = FIRST + ((start + i) % room);
      if (!this.held.has(port) && this.ask(port) === undefined) return port;
    }
    return undefined;
  }
}

/** All node ports that a Service holds, the one for health checks included. */
export function heldPorts(service: Service | undefined): Set<number> {
  const ports = (service?.spec.ports ?? []).map((port) => port.nodePort ?? 0);
  return new Set([...ports, service?.spec.healthCheckNodePort ?? 0].filter((port) => port !== 0));
}

interface Allocation {
  readonly ports: readonly ServicePort[];
  readonly errors: Allocated;
}

/**
 * Gives every port of a NodePort or LoadBalancer Service a node port, or checks the one it asks for. TCP and UDP of one
 * port number share a node port. The first refusal ends it. Models pkg/registry/core/service/storage allocServiceNodePorts (v1.36).
 */
export function allocateNodePorts(service: Service, nodePorts: NodePorts): Allocation {
  const byPort = new Map<number, number>();
  const ports: ServicePort[] = [];
  const all = service.spec.ports ?? [];
  for (const [i, port] of all.entries()) {
    const shared = byPort.get(port.port);
    const asked = port.nodePort || shared || (all.find((one) => one.port === port.port && one.nodePort)?.nodePort ?? 0);
    if (asked === 0 && !wantsNodePorts(service)) {
      ports.push(port);
      continue;
    }
    const why = asked === 0 || asked === shared ? undefined : nodePorts.ask(asked);
    if (why !== undefined) return { ports: all, errors: [invalid(`spec.ports[${i}].nodePort`, asked, why)] };
    const nodePort = asked || nodePorts.next(port.port);
    if (nodePort === undefined)
      return { ports: all, errors: internalError('failed to allocate a nodePort: range is full') };
    if (shared === undefined) byPort.set(port.port, nodePort);
    ports.push({ ...port, nodePort });
  }
  return { ports, errors: [] };
}
