import { hasClusterIP, type Service, type ServicePort } from '../../../api/index.ts';

/** One variable of a container and where it comes from: a Service's key, or a path in the Pod. */
export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly origin: string;
}

const upper = (name: string): string => name.toUpperCase().replaceAll('-', '_');

function linkVariables(
  prefix: string,
  ip: string,
  { port, protocol }: ServicePort,
  first: boolean,
): [string, string][] {
  const url = `${protocol.toLowerCase()}://${ip.includes(':') ? `[${ip}]` : ip}:${port}`;
  const base = `${prefix}_PORT_${port}_${protocol}`;
  return [
    ...(first ? [[`${prefix}_PORT`, url] as [string, string]] : []),
    [base, url],
    [`${base}_PROTO`, protocol.toLowerCase()],
    [`${base}_PORT`, String(port)],
    [`${base}_ADDR`, ip],
  ];
}

/**
 * The variables that tell of one Service, in the order in which they are made: host and port, the named ports, then the
 * family that Docker's links once made. Nothing for a Service without a cluster IP. Models pkg/kubelet/envvars
 * FromServices (v1.36).
 */
export function variablesOf(service: Service): readonly Variable[] {
  const known = made.get(service) ?? makeVariables(service);
  made.set(service, known);
  return known;
}

/** Stored Services never change, so what was made of one holds for it. */
const made = new WeakMap<Service, readonly Variable[]>();

function makeVariables(service: Service): readonly Variable[] {
  const ports = service.spec.ports ?? [];
  const [first] = ports;
  if (!hasClusterIP(service) || !first) return [];
  const ip = service.spec.clusterIP ?? '';
  const prefix = upper(service.metadata.name);
  const pairs: [string, string][] = [
    [`${prefix}_SERVICE_HOST`, ip],
    [`${prefix}_SERVICE_PORT`, String(first.port)],
    ...ports
      .filter(({ name }) => name)
      .map(({ name = '', port }): [string, string] => [`${prefix}_SERVICE_PORT_${upper(name)}`, String(port)]),
    ...ports.flatMap((port, i) => linkVariables(prefix, ip, port, i === 0)),
  ];
  const origin = `Service/${service.metadata.namespace}/${service.metadata.name}`;
  return pairs.map(([name, value]) => ({ name, value, origin }));
}

/**
 * The Services that a Pod's containers are told of: those of its namespace, unless it does not want links, and always
 * `default/kubernetes`. Models kubelet_pods.go getServiceEnvVarMap (v1.36).
 */
export function linkedServices(
  services: Iterable<Service>,
  namespace: string,
  enableServiceLinks: boolean,
): readonly Service[] {
  const byName = new Map<string, Service>();
  for (const service of services) {
    if (!hasClusterIP(service)) continue;
    const { name } = service.metadata;
    const master = service.metadata.namespace === 'default' && name === 'kubernetes';
    const own = service.metadata.namespace === namespace && enableServiceLinks;
    if (master ? !byName.has(name) : own) byName.set(name, service);
  }
  return [...byName.values()];
}
