import type { Service, ServicePort } from '../../../../../api/index.ts';
import { type FieldError, invalid } from '../../field-errors.ts';
import type { WriteContext } from '../strategy.ts';

const FIRST = 30_000;
const LAST = 32_767;

const OUT_OF_RANGE = `provided port is not in the valid range. The range of valid ports is ${FIRST}-${LAST}`;

function takenPorts(service: Service, context: WriteContext): Set<number> {
  const others = context.read.list<Service>('Service').filter((one) => one.metadata.uid !== service.metadata.uid);
  return new Set(others.flatMap((one) => (one.spec.ports ?? []).map((port) => port.nodePort ?? 0)));
}

function drawn(service: Service, port: ServicePort, taken: ReadonlySet<number>, context: WriteContext): number {
  const { namespace = '', name } = service.metadata;
  const room = LAST - FIRST + 1;
  const start = Math.floor(context.random.draw('node-port', namespace, name, port.port) * room);
  for (let i = 0; i < room; i++) {
    const candidate = FIRST + ((start + i) % room);
    if (!taken.has(candidate)) return candidate;
  }
  throw new Error('no node port is free');
}

/** Whether a Service of this type has node ports. */
export function wantsNodePorts({ spec }: Service): boolean {
  return spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false);
}

/**
 * Gives every port of a NodePort or LoadBalancer Service a node port, or checks the one it asks for. Within one Service
 * TCP and UDP may share a number; across two they may not. Models pkg/registry/core/service/portallocator (v1.36).
 */
export function allocateNodePorts(service: Service, before: Service | undefined, context: WriteContext): { ports: readonly ServicePort[]; errors: readonly FieldError[] } {
  const taken = takenPorts(service, context);
  const errors: FieldError[] = [];
  const ports = (service.spec.ports ?? []).map((port, i) => {
    const asked = port.nodePort ?? 0;
    const kept = before?.spec.ports?.some((old) => old.nodePort === asked) ?? false;
    if (asked === 0) {
      const nodePort = drawn(service, port, taken, context);
      taken.add(nodePort);
      return { ...port, nodePort };
    }
    const field = `spec.ports[${i}].nodePort`;
    if (asked < FIRST || asked > LAST) errors.push(invalid(field, asked, OUT_OF_RANGE));
    else if (!kept && taken.has(asked)) errors.push(invalid(field, asked, 'provided port is already allocated'));
    return port;
  });
  return { ports, errors: errors.slice(0, 1) };
}
