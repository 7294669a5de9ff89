import type { Service, ServicePort } from '../../../../../api/index.ts';
import { invalid } from '../../field-errors.ts';
import { internalError, serverError } from '../../statuses.ts';
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

/** The node ports that one write hands out. What the Service holds already is never handed out once more. */
export class NodePorts {
  private readonly own = new Set<number>();

  constructor(
    private readonly service: Service,
    private readonly context: WriteContext,
  ) {}

  /** Takes the port that was asked for, or says why it cannot be had. */
  ask(port: number): string | undefined {
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
      if (this.ask(port) === undefined) return port;
    }
    return undefined;
  }
}

interface Allocation {
  readonly ports: readonly ServicePort[];
  readonly errors: Allocated;
}

/** The port of a row, or the reason why the Service cannot have it. */
function hand(nodePorts: NodePorts, row: number, asked: number, purpose: number): number | Allocated {
  if (asked === 0) return nodePorts.next(purpose) ?? internalError('failed to allocate a nodePort: range is full');
  const why = nodePorts.ask(asked);
  return why === undefined ? asked : [invalid(`spec.ports[${row}].nodePort`, asked, why)];
}

/**
 * Gives every port of a new NodePort or LoadBalancer Service a node port, or checks the one it asks for. TCP and UDP of one
 * port number share a node port. The first refusal ends it. Models pkg/registry/core/service/storage initNodePorts (v1.36).
 */
export function firstNodePorts(service: Service, nodePorts: NodePorts): Allocation {
  const byPort = new Map<number, number>();
  const ports: ServicePort[] = [];
  const all = service.spec.ports ?? [];
  for (const [i, port] of all.entries()) {
    if (!port.nodePort && !wantsNodePorts(service)) {
      ports.push(port);
      continue;
    }
    const shared = byPort.get(port.port);
    const asked = port.nodePort || shared || (all.find((one) => one.port === port.port && one.nodePort)?.nodePort ?? 0);
    const nodePort = asked !== 0 && asked === shared ? asked : hand(nodePorts, i, asked, port.port);
    if (typeof nodePort !== 'number') return { ports: all, errors: nodePort };
    if (shared === undefined) byPort.set(port.port, nodePort);
    ports.push({ ...port, nodePort });
  }
  return { ports, errors: [] };
}

/**
 * The same for a Service that there is: what it has it keeps, and every row that asks for none gets one of its own, TCP and
 * UDP too. Models pkg/registry/core/service/storage updateNodePorts (v1.36).
 */
export function laterNodePorts(service: Service, before: Service, nodePorts: NodePorts): Allocation {
  const had = new Set((before.spec.ports ?? []).map(({ nodePort }) => nodePort));
  const handed = new Set<number>();
  const rows = new Set<string>();
  const ports: ServicePort[] = [];
  const all = service.spec.ports ?? [];
  for (const [i, port] of all.entries()) {
    const asked = port.nodePort ?? 0;
    if (asked === 0 && !wantsNodePorts(service)) {
      ports.push(port);
      continue;
    }
    const settled = asked !== 0 && (had.has(asked) || handed.has(asked));
    const nodePort = settled ? asked : hand(nodePorts, i, asked, port.port);
    if (typeof nodePort !== 'number') return { ports: all, errors: nodePort };
    if (asked !== 0) handed.add(asked);
    const row = `{${port.protocol} ${nodePort}}`;
    if (rows.has(row)) return { ports: all, errors: serverError(`duplicate nodePort: ${row}`) };
    rows.add(row);
    ports.push({ ...port, nodePort });
  }
  return { ports, errors: [] };
}
