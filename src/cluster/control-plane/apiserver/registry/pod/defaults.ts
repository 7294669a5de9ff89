import type { Container, EnvVar, LifecycleHandler, PodSpec } from '../../../../../api/index.ts';
import { type Volume, volumeDefaults } from './volumes.ts';

/** The pull policy that an image's tag asks for: `latest` or no tag is pulled always. */
function pullPolicy(image: string): 'Always' | 'IfNotPresent' {
  if (image.includes('@')) return 'IfNotPresent';
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  return tag === undefined || tag === 'latest' ? 'Always' : 'IfNotPresent';
}

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const;
const PROBE_DEFAULTS = { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 };

function probesOf(container: Container): Partial<Container> {
  const probes: Record<string, unknown> = {};
  for (const name of PROBES) {
    const probe = container[name];
    if (!probe) continue;
    const httpGet = probe.httpGet && { path: '/', scheme: 'HTTP', ...probe.httpGet };
    const { grpc } = probe as { grpc?: object };
    probes[name] = {
      ...PROBE_DEFAULTS,
      ...probe,
      ...(httpGet && { httpGet }),
      ...(grpc && { grpc: { service: '', ...grpc } }),
    };
  }
  return probes;
}

function variableDefaults(entry: EnvVar): EnvVar {
  const { valueFrom } = entry;
  if (!valueFrom?.fieldRef && !valueFrom?.resourceFieldRef) return entry;
  const fieldRef = valueFrom.fieldRef && { fieldRef: { apiVersion: 'v1', ...valueFrom.fieldRef } };
  const resource = valueFrom.resourceFieldRef;
  return {
    ...entry,
    valueFrom: { ...valueFrom, ...fieldRef, ...(resource && { resourceFieldRef: { divisor: '0', ...resource } }) },
  };
}

function lifecycleDefaults({ lifecycle }: Container): Partial<Container> {
  if (!lifecycle) return {};
  const entries = Object.entries(lifecycle as Readonly<Record<string, LifecycleHandler>>).map(([moment, handler]) => {
    const httpGet = (handler as { readonly httpGet?: object }).httpGet;
    return [moment, httpGet ? { ...handler, httpGet: { path: '/', scheme: 'HTTP', ...httpGet } } : handler] as const;
  });
  return { lifecycle: Object.fromEntries(entries) };
}

function containerDefaults(container: Container): Container {
  const ports = container.ports?.map((port) => ({ ...port, protocol: port.protocol || 'TCP' }));
  const env = container.env?.map(variableDefaults);
  return {
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: pullPolicy(container.image ?? ''),
    ...container,
    ...(ports && { ports }),
    ...(env && { env }),
    ...probesOf(container),
    ...lifecycleDefaults(container),
  } as Container;
}

/** Fills in a Pod's spec, in a Pod or in a workload's template. Models pkg/apis/core/v1 SetDefaults_PodSpec (v1.36). */
export function podSpecDefaults(spec: PodSpec): PodSpec {
  const { volumes } = spec as { readonly volumes?: readonly Volume[] };
  const filled = {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
    ...spec,
    containers: (spec.containers ?? []).map(containerDefaults),
    ...(volumes && { volumes: volumes.map(volumeDefaults) }),
    ...(spec.initContainers && { initContainers: spec.initContainers.map(containerDefaults) }),
  };
  return filled as PodSpec;
}

/** What a container is limited to it also asks for. */
function requestsOf(container: Container): Container {
  const { limits, requests } = container.resources ?? {};
  if (!limits) return container;
  return { ...container, resources: { ...container.resources, requests: { ...limits, ...requests } } };
}

/** On the machine's own network every port is the machine's. */
function withHostPorts(container: Container): Container {
  const ports = container.ports?.map((port) => ({ ...port, hostPort: port.hostPort || port.containerPort }));
  return ports ? { ...container, ports } : container;
}

/** Fills in what only Pods themselves get, not templates of them. Models pkg/apis/core/v1 SetDefaults_Pod (v1.36). */
export function podDefaults(spec: PodSpec): PodSpec {
  const ported = spec.hostNetwork ? withHostPorts : (container: Container): Container => container;
  const fill = (container: Container): Container => ported(requestsOf(container));
  return {
    ...spec,
    containers: spec.containers.map(fill),
    ...(spec.initContainers && { initContainers: spec.initContainers.map(fill) }),
  };
}
