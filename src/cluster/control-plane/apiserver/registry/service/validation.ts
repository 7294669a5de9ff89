import type { Service, ServicePort } from '../../../../../api/index.ts';
import { duplicate, type FieldError, forbidden, invalid, notSupported, required } from '../../field-errors.ts';
import { dnsLabelFaults, IP_SENTENCE, isIP, PORT_RANGE, portNameFaults } from '../../formats.ts';
import { labelFaults } from '../object-meta.ts';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const MOST_AFFINITY_SECONDS = 86_400;

const isPort = (value: number): boolean => value >= 1 && value <= 65535;

function portFaults(port: ServicePort, at: string, names: Set<string>, many: boolean): FieldError[] {
  const errors: FieldError[] = [];
  if (!port.name && many) errors.push(required(`${at}.name`));
  else if (port.name) {
    const faults = dnsLabelFaults(port.name);
    errors.push(...faults.map((fault) => invalid(`${at}.name`, port.name, fault)));
    if (faults.length === 0 && names.has(port.name)) errors.push(duplicate(`${at}.name`, port.name));
    names.add(port.name);
  }
  const number = port.port ?? 0;
  if (!isPort(number)) errors.push(invalid(`${at}.port`, number, PORT_RANGE));
  if (!PROTOCOLS.includes(port.protocol)) errors.push(notSupported(`${at}.protocol`, port.protocol, PROTOCOLS));
  return [...errors, ...targetPortFaults(port.targetPort, at)];
}

function targetPortFaults(target: number | string, at: string): FieldError[] {
  if (typeof target === 'string') return portNameFaults(target).map((fault) => invalid(`${at}.targetPort`, target, fault));
  return isPort(target) ? [] : [invalid(`${at}.targetPort`, target, PORT_RANGE)];
}

/** Two ports with the same protocol and number: the error quotes the Go value. */
function doubledPorts(ports: readonly ServicePort[]): FieldError[] {
  const seen = new Set<string>();
  return ports.flatMap(({ port, protocol }, i) => {
    const key = `${protocol} ${port}`;
    const again = seen.has(key);
    seen.add(key);
    const quoted = { Name: '', Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 };
    return again ? [duplicate(`spec.ports[${i}]`, quoted)] : [];
  });
}

function addressFaults({ spec }: Service): FieldError[] {
  if (spec.type === 'ExternalName') return [];
  return (spec.clusterIPs ?? []).flatMap((ip, i) => {
    const at = `spec.clusterIPs[${i}]`;
    if (ip === 'None') {
      return spec.type === 'ClusterIP' ? [] : [invalid(at, ip, `may not be set to 'None' for ${spec.type} services`)];
    }
    return isIP(ip) ? [] : [invalid(at, ip, IP_SENTENCE)];
  });
}

function affinityFaults({ spec }: Service): FieldError[] {
  if (!['ClientIP', 'None'].includes(spec.sessionAffinity ?? '')) {
    return [notSupported('spec.sessionAffinity', spec.sessionAffinity, ['ClientIP', 'None'])];
  }
  const seconds = spec.sessionAffinityConfig?.clientIP?.timeoutSeconds;
  if (spec.sessionAffinity !== 'ClientIP' || seconds === undefined) return [];
  if (seconds > 0 && seconds <= MOST_AFFINITY_SECONDS) return [];
  const sentence = `must be greater than 0 and less than ${MOST_AFFINITY_SECONDS}`;
  return [invalid('spec.sessionAffinityConfig.clientIP.timeoutSeconds', seconds, sentence)];
}

function policyFaults({ spec }: Service): FieldError[] {
  const errors: FieldError[] = [];
  const outside = spec.type === 'NodePort' || spec.type === 'LoadBalancer' || (spec.externalIPs ?? []).length > 0;
  if (spec.externalTrafficPolicy !== undefined && !outside) {
    const sentence = 'may only be set for externally-accessible services';
    errors.push(invalid('spec.externalTrafficPolicy', spec.externalTrafficPolicy, sentence));
  }
  const internal = spec.internalTrafficPolicy;
  if (internal !== undefined && !['Cluster', 'Local'].includes(internal)) {
    errors.push(notSupported('spec.internalTrafficPolicy', internal, ['Cluster', 'Local']));
  }
  return errors;
}

function nodePortFaults({ spec }: Service): FieldError[] {
  if (spec.type !== 'ClusterIP') return [];
  const sentence = "may not be used when `type` is 'ClusterIP'";
  return (spec.ports ?? []).flatMap(({ nodePort }, i) => (nodePort ? [forbidden(`spec.ports[${i}].nodePort`, sentence)] : []));
}

function updateFaults(service: Service, before: Service | undefined): FieldError[] {
  if (!before || service.spec.type === 'ExternalName' || before.spec.type === 'ExternalName') return [];
  const [was, is] = [before.spec.clusterIPs?.[0], service.spec.clusterIPs?.[0]];
  if (was === undefined || was === is) return [];
  return [invalid('spec.clusterIPs[0]', service.spec.clusterIPs, 'may not change once set')];
}

/** All faults of a Service, in the API server's order. Models pkg/apis/core/validation ValidateService (v1.36). */
export function serviceFaults(service: Service, before: Service | undefined): FieldError[] {
  const ports = service.spec.ports ?? [];
  const names = new Set<string>();
  const errors: FieldError[] = updateFaults(service, before);
  const needsPorts = service.spec.type !== 'ExternalName' && service.spec.clusterIP !== 'None';
  if (ports.length === 0 && needsPorts) errors.push(required('spec.ports'));
  ports.forEach((port, i) => errors.push(...portFaults(port, `spec.ports[${i}]`, names, ports.length > 1)));
  errors.push(...labelFaults(service.spec.selector, 'spec.selector'), ...affinityFaults(service), ...addressFaults(service));
  if (!TYPES.includes(service.spec.type)) errors.push(notSupported('spec.type', service.spec.type, TYPES));
  return [...errors, ...nodePortFaults(service), ...doubledPorts(ports), ...policyFaults(service)];
}
