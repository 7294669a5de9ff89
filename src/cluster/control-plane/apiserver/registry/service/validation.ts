import type { Service, ServicePort } from '../../../../../api/index.ts';
import { duplicate, type FieldError, forbidden, invalid, notSupported, required } from '../../field-errors.ts';
import {
  cidrFaults,
  dnsLabelFaults,
  dnsSubdomainFaults,
  ipFaults,
  isPort,
  PORT_RANGE,
  portNameFaults,
  qualifiedNameFaults,
  specialIPFaults,
} from '../../formats.ts';
import { labelFaults } from '../object-meta.ts';
import { isExternallyAccessible } from './defaults.ts';
import { clusterIPsFaults, isHeadless } from './ip-family.ts';
import { needsHealthCheck } from './node-port.ts';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const POLICIES = ['Cluster', 'Local'];
const DISTRIBUTIONS = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];
const MOST_AFFINITY_SECONDS = 86_400;
const KUBELET_PORT = 10_250;

const ONLY_LOAD_BALANCER = "may only be used when `type` is 'LoadBalancer'";
const ONLY_HEALTH_CHECKED = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";

function portFaults(port: ServicePort, at: string, names: Set<string>, many: boolean): FieldError[] {
  const errors: FieldError[] = [];
  if (!port.name && many) errors.push(required(`${at}.name`));
  else if (port.name) {
    errors.push(...dnsLabelFaults(port.name).map((fault) => invalid(`${at}.name`, port.name, fault)));
    if (names.has(port.name)) errors.push(duplicate(`${at}.name`, port.name));
    names.add(port.name);
  }
  const number = port.port ?? 0;
  if (!isPort(number)) errors.push(invalid(`${at}.port`, number, PORT_RANGE));
  if (!PROTOCOLS.includes(port.protocol)) errors.push(notSupported(`${at}.protocol`, port.protocol, PROTOCOLS));
  errors.push(...targetPortFaults(port.targetPort, at));
  const { appProtocol } = port;
  if (appProtocol === undefined) return errors;
  return [
    ...errors,
    ...qualifiedNameFaults(appProtocol, 'name part').map((fault) => invalid(`${at}.appProtocol`, appProtocol, fault)),
  ];
}

function targetPortFaults(target: number | string, at: string): FieldError[] {
  if (typeof target === 'string')
    return portNameFaults(target).map((fault) => invalid(`${at}.targetPort`, target, fault));
  return isPort(target) ? [] : [invalid(`${at}.targetPort`, target, PORT_RANGE)];
}

/** Two ports with the same protocol and number: the error quotes the Go value. */
function doubledPorts(ports: readonly ServicePort[]): FieldError[] {
  const seen = new Set<string>();
  return ports.flatMap(({ port = 0, protocol }, i) => {
    const key = `${protocol} ${port}`;
    const again = seen.has(key);
    seen.add(key);
    const quoted = { Name: '', Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 };
    return again ? [duplicate(`spec.ports[${i}]`, quoted)] : [];
  });
}

function doubledNodePorts(ports: readonly ServicePort[]): FieldError[] {
  const keys = ports.map(({ nodePort, protocol }) => (nodePort ? `${protocol} ${nodePort}` : ''));
  return ports.flatMap(({ nodePort }, i) =>
    keys[i] && keys.indexOf(keys[i]) < i ? [duplicate(`spec.ports[${i}].nodePort`, nodePort)] : [],
  );
}

function externalNameFaults({ spec }: Service): FieldError[] {
  const sentence = 'may not be set for ExternalName services';
  const errors = (['clusterIPs', 'ipFamilies', 'ipFamilyPolicy'] as const).flatMap((field) =>
    (spec[field] ?? []).length > 0 ? [forbidden(`spec.${field}`, sentence)] : [],
  );
  const name = (spec.externalName ?? '').replace(/\.$/, '');
  if (name === '') return [...errors, required('spec.externalName')];
  return [...errors, ...dnsSubdomainFaults(name).map((fault) => invalid('spec.externalName', name, fault))];
}

/** What only Services of one type must, or must not, have. */
function typeFaults(service: Service): FieldError[] {
  const { type, ports = [] } = service.spec;
  if (type === 'ExternalName') return externalNameFaults(service);
  if (type !== 'LoadBalancer' && type !== 'NodePort') return [];
  const sentence = `may not expose port ${KUBELET_PORT} externally since it is used by kubelet`;
  const kubelet = ports.flatMap(({ port }, i) =>
    type === 'LoadBalancer' && port === KUBELET_PORT ? [invalid(`spec.ports[${i}]`, port, sentence)] : [],
  );
  if (!isHeadless(service)) return kubelet;
  return [...kubelet, invalid('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${type} services`)];
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

function externalIPFaults({ spec }: Service): FieldError[] {
  return (spec.externalIPs ?? []).flatMap((ip, i) => {
    const at = `spec.externalIPs[${i}]`;
    const faults = ipFaults(ip, at);
    return faults.length > 0 ? faults : specialIPFaults(ip).map((fault) => invalid(at, ip, fault));
  });
}

function nodePortFaults({ spec }: Service): FieldError[] {
  if (spec.type !== 'ClusterIP') return [];
  const sentence = "may not be used when `type` is 'ClusterIP'";
  return (spec.ports ?? []).flatMap(({ nodePort }, i) =>
    nodePort ? [forbidden(`spec.ports[${i}].nodePort`, sentence)] : [],
  );
}

/** The first of these paths has a capital letter in Kubernetes too. */
function loadBalancerFaults({ spec }: Service): FieldError[] {
  const errors: FieldError[] = [];
  const elsewhere = spec.type !== 'LoadBalancer';
  const ranges = spec.loadBalancerSourceRanges ?? [];
  const at = 'spec.LoadBalancerSourceRanges';
  if (ranges.length > 0 && elsewhere) errors.push(forbidden(at, ONLY_LOAD_BALANCER));
  errors.push(...ranges.flatMap((range, i) => cidrFaults(range.trim(), `${at}[${i}]`)));
  if (spec.allocateLoadBalancerNodePorts !== undefined && elsewhere) {
    errors.push(forbidden('spec.allocateLoadBalancerNodePorts', ONLY_LOAD_BALANCER));
  }
  const { loadBalancerClass } = spec;
  if (loadBalancerClass === undefined) return errors;
  if (elsewhere) return [...errors, forbidden('spec.loadBalancerClass', ONLY_LOAD_BALANCER)];
  const faults = qualifiedNameFaults(loadBalancerClass, 'name part');
  return [...errors, ...faults.map((fault) => invalid('spec.loadBalancerClass', loadBalancerClass, fault))];
}

function externalPolicyFaults(service: Service): FieldError[] {
  const { externalTrafficPolicy, healthCheckNodePort } = service.spec;
  const errors: FieldError[] = [];
  if (!isExternallyAccessible(service)) {
    const sentence = 'may only be set for externally-accessible services';
    if (externalTrafficPolicy) errors.push(invalid('spec.externalTrafficPolicy', externalTrafficPolicy, sentence));
  } else if (!POLICIES.includes(externalTrafficPolicy ?? '')) {
    errors.push(notSupported('spec.externalTrafficPolicy', externalTrafficPolicy, POLICIES));
  }
  if (healthCheckNodePort && !needsHealthCheck(service)) {
    errors.push(invalid('spec.healthCheckNodePort', healthCheckNodePort, ONLY_HEALTH_CHECKED));
  }
  return errors;
}

function policyFaults(service: Service): FieldError[] {
  const { internalTrafficPolicy, trafficDistribution } = service.spec;
  const errors = externalPolicyFaults(service);
  if (internalTrafficPolicy !== undefined && !POLICIES.includes(internalTrafficPolicy)) {
    errors.push(notSupported('spec.internalTrafficPolicy', internalTrafficPolicy, POLICIES));
  }
  if (trafficDistribution !== undefined && !DISTRIBUTIONS.includes(trafficDistribution)) {
    errors.push(notSupported('spec.trafficDistribution', trafficDistribution, DISTRIBUTIONS));
  }
  return errors;
}

function updateFaults(service: Service, before: Service | undefined): FieldError[] {
  if (!before || service.spec.type === 'ExternalName' || before.spec.type === 'ExternalName') return [];
  const errors: FieldError[] = [];
  const sentence = 'may not change once set';
  const [was, is] = [before.spec.clusterIPs?.[0], service.spec.clusterIPs?.[0]];
  if (was !== undefined && was !== is) errors.push(invalid('spec.clusterIPs[0]', service.spec.clusterIPs, sentence));
  const bothBalanced = before.spec.type === 'LoadBalancer' && service.spec.type === 'LoadBalancer';
  if (bothBalanced && before.spec.loadBalancerClass !== service.spec.loadBalancerClass) {
    errors.push(invalid('spec.loadBalancerClass', service.spec.loadBalancerClass ?? null, sentence));
  }
  return errors;
}

/** All faults of a Service, in the API server's order. Models pkg/apis/core/validation ValidateService (v1.36). */
export function serviceFaults(service: Service, before: Service | undefined): FieldError[] {
  const { spec } = service;
  const ports = spec.ports ?? [];
  const names = new Set<string>();
  const needsPorts = spec.type !== 'ExternalName' && !isHeadless(service);
  return [
    ...updateFaults(service, before),
    ...(ports.length === 0 && needsPorts ? [required('spec.ports')] : []),
    ...typeFaults(service),
    ...ports.flatMap((port, i) => portFaults(port, `spec.ports[${i}]`, names, ports.length > 1)),
    ...labelFaults(spec.selector, 'spec.selector'),
    ...affinityFaults(service),
    ...clusterIPsFaults(service),
    ...externalIPFaults(service),
    ...(TYPES.includes(spec.type) ? [] : [notSupported('spec.type', spec.type, TYPES)]),
    ...nodePortFaults(service),
    ...doubledNodePorts(ports),
    ...doubledPorts(ports),
    ...loadBalancerFaults(service),
    ...policyFaults(service),
  ];
}
