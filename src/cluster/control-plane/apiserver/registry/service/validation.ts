import type { Service, ServicePort } from '../../../../../api/index.ts';
import {
  duplicate,
  type FieldError,
  forbidden,
  invalid,
  NIL_POINTER,
  notSupported,
  required,
} from '../../field-errors.ts';
import { dnsLabelFaults, dnsSubdomainFaults, isPort, PORT_RANGE, portNameFaults } from '../../formats.ts';
import { cidrFaults, ipFaults, specialIPFaults } from '../../ip-address.ts';
import { labelFaults, labelKeyFaults } from '../object-meta.ts';
import { isExternallyAccessible } from './defaults.ts';
import { clusterIPsFaults, isHeadless } from './ip-family.ts';
import { needsHealthCheck } from './node-port.ts';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const POLICIES = ['Cluster', 'Local'];
const DISTRIBUTIONS = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];
const MOST_AFFINITY_SECONDS = 86_400;
const OLD_HINTS = 'service.kubernetes.io/topology-aware-hints';
const TOPOLOGY_MODE = 'service.kubernetes.io/topology-mode';
const OLD_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';

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
  return appProtocol === undefined ? errors : [...errors, ...labelKeyFaults(appProtocol, `${at}.appProtocol`)];
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
  const { type } = service.spec;
  if (type === 'ExternalName') return externalNameFaults(service);
  if ((type !== 'LoadBalancer' && type !== 'NodePort') || !isHeadless(service)) return [];
  return [invalid('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${type} services`)];
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

/** What was stored under older rules is let be. */
function externalIPFaults({ spec }: Service, before: Service | undefined): FieldError[] {
  return (spec.externalIPs ?? []).flatMap((ip, i) => {
    const at = `spec.externalIPs[${i}]`;
    const faults = before?.spec.externalIPs?.includes(ip) ? [] : ipFaults(ip, at);
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

/** Who may call a load balancer: a field, whose path has a capital letter in Kubernetes too, or the annotation before it. */
function sourceRangeFaults({ metadata, spec }: Service, before: Service | undefined): FieldError[] {
  const ranges = spec.loadBalancerSourceRanges ?? [];
  const annotation = metadata.annotations?.[OLD_RANGES];
  const at = ranges.length > 0 ? 'spec.LoadBalancerSourceRanges' : `metadata.annotations[${OLD_RANGES}]`;
  if (ranges.length === 0 && annotation === undefined) return [];
  const elsewhere = spec.type === 'LoadBalancer' ? [] : [forbidden(at, ONLY_LOAD_BALANCER)];
  if (ranges.length > 0) {
    const known = before?.spec.loadBalancerSourceRanges?.map((range) => range.trim()) ?? [];
    const faults = ranges.map((range) => range.trim()).map((range, i) => [range, `${at}[${i}]`] as const);
    return [...elsewhere, ...faults.flatMap(([range, path]) => (known.includes(range) ? [] : cidrFaults(range, path)))];
  }
  const list = before?.metadata.annotations?.[OLD_RANGES] === annotation ? '' : (annotation ?? '').trim();
  return [...elsewhere, ...(list === '' ? [] : list.split(',').flatMap((range) => cidrFaults(range.trim(), at)))];
}

function classFaults({ spec: { type, loadBalancerClass } }: Service): FieldError[] {
  if (loadBalancerClass === undefined) return [];
  const at = 'spec.loadBalancerClass';
  if (type !== 'LoadBalancer') return [forbidden(at, ONLY_LOAD_BALANCER)];
  return labelKeyFaults(loadBalancerClass, at);
}

function loadBalancerFaults(service: Service, before: Service | undefined): FieldError[] {
  const { type, allocateLoadBalancerNodePorts } = service.spec;
  const misplaced = allocateLoadBalancerNodePorts !== undefined && type !== 'LoadBalancer';
  return [
    ...sourceRangeFaults(service, before),
    ...(misplaced ? [forbidden('spec.allocateLoadBalancerNodePorts', ONLY_LOAD_BALANCER)] : []),
    ...classFaults(service),
  ];
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

const hasNone = ({ spec: { clusterIPs } }: Service): boolean => clusterIPs?.length === 1 && clusterIPs[0] === 'None';

/** A virtual address and its family are for life; a second one may come and, with the policy for it, go. */
function addressUpdateFaults(service: Service, before: Service): FieldError[] {
  const [was, is] = [before.spec.clusterIPs ?? [], service.spec.clusterIPs ?? []];
  if (hasNone(before) && hasNone(service)) return [];
  const changed = (i: number): FieldError => invalid(`spec.clusterIPs[${i}]`, is, 'may not change once set');
  if (was.length === is.length) return was.flatMap((ip, i) => (ip === is[i] ? [] : [changed(i)]));
  if (is.length === 0) return [invalid('spec.clusterIPs[0]', is, 'primary clusterIP can not be unset')];
  const first = was.length > 0 && was[0] !== is[0] ? [changed(0)] : [];
  if (was.length < is.length || is.length !== 1) return first;
  return [...first, ...releaseFaults(service, 'clusterIP')];
}

function releaseFaults({ spec: { ipFamilyPolicy } }: Service, what: string): FieldError[] {
  if (ipFamilyPolicy === 'SingleStack') return [];
  const sentence = `must be set to 'SingleStack' when releasing the secondary ${what}`;
  return [invalid('spec.ipFamilyPolicy', ipFamilyPolicy ?? NIL_POINTER, sentence)];
}

function familyUpdateFaults(service: Service, before: Service): FieldError[] {
  if (hasNone(before) || hasNone(service)) return [];
  const [was, is] = [before.spec.ipFamilies ?? [], service.spec.ipFamilies ?? []];
  const changed = (value: unknown): FieldError => invalid('spec.ipFamilies[0]', value, 'may not change once set');
  if (was.length === is.length) return was.flatMap((family, i) => (family === is[i] ? [] : [changed(is)]));
  const first = was.length > 0 && is.length > 0 && was[0] !== is[0] ? [changed(service.spec.clusterIPs)] : [];
  return was.length > is.length && is.length === 1 ? [...first, ...releaseFaults(service, 'ipFamily')] : first;
}

/** Models the part of ValidateServiceUpdate that comes before what a new Service is asked (v1.36). */
function updateFaults(service: Service, before: Service): FieldError[] {
  const errors: FieldError[] = [];
  if (service.spec.type !== 'ExternalName' && before.spec.type !== 'ExternalName')
    errors.push(...addressUpdateFaults(service, before), ...familyUpdateFaults(service, before));
  const { loadBalancerClass } = service.spec;
  const bothBalanced = before.spec.type === 'LoadBalancer' && service.spec.type === 'LoadBalancer';
  if (bothBalanced && before.spec.loadBalancerClass !== loadBalancerClass)
    errors.push(invalid('spec.loadBalancerClass', loadBalancerClass ?? NIL_POINTER, 'may not change once set'));
  errors.push(...classFaults(service));
  const moved = before.spec.healthCheckNodePort !== service.spec.healthCheckNodePort;
  if (moved && needsHealthCheck(before) && needsHealthCheck(service))
    errors.push(forbidden('spec.healthCheckNodePort', 'field is immutable'));
  return errors;
}

function hintFaults({ metadata: { annotations = {} } }: Service): FieldError[] {
  const [mode, hints] = [annotations[TOPOLOGY_MODE], annotations[OLD_HINTS]];
  if (mode === undefined || hints === undefined || mode === hints) return [];
  const sentence = `must match annotations[${OLD_HINTS}] when both are specified`;
  return [invalid(`metadata.annotations[${TOPOLOGY_MODE}]`, mode, sentence)];
}

/** All faults of a Service, in the API server's order. Models pkg/apis/core/validation ValidateService (v1.36). */
export function serviceFaults(service: Service, before: Service | undefined): FieldError[] {
  const { spec } = service;
  const ports = spec.ports ?? [];
  const names = new Set<string>();
  const needsPorts = spec.type !== 'ExternalName' && !isHeadless(service);
  return [
    ...(before ? updateFaults(service, before) : []),
    ...hintFaults(service),
    ...(ports.length === 0 && needsPorts ? [required('spec.ports')] : []),
    ...typeFaults(service),
    ...ports.flatMap((port, i) => portFaults(port, `spec.ports[${i}]`, names, ports.length > 1)),
    ...labelFaults(spec.selector, 'spec.selector'),
    ...affinityFaults(service),
    ...clusterIPsFaults(service, before),
    ...externalIPFaults(service, before),
    ...(TYPES.includes(spec.type) ? [] : [notSupported('spec.type', spec.type, TYPES)]),
    ...nodePortFaults(service),
    ...doubledNodePorts(ports),
    ...doubledPorts(ports),
    ...loadBalancerFaults(service, before),
    ...policyFaults(service),
  ];
}
