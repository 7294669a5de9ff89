import type { Container, PodSpec } from '../../../../../api/index.ts';

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

function containerDefaults(container: Container): Container {
  const ports = container.ports?.map((port) => ({ ...port, protocol: port.protocol ?? 'TCP' }));
  const env = container.env?.map((entry) =>
    entry.valueFrom?.fieldRef
      ? { ...entry, valueFrom: { ...entry.valueFrom, fieldRef: { apiVersion: 'v1', ...entry.valueFrom.fieldRef } } }
      : entry,
  );
  return {
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: pullPolicy(container.image ?? ''),
    ...container,
    ...(ports && { ports }),
    ...(env && { env }),
    ...probesOf(container),
  } as Container;
}

/** Fills in a Pod's spec, in a Pod or in a workload's template. Models pkg/apis/core/v1 SetDefaults_PodSpec (v1.36). */
export function podSpecDefaults(spec: PodSpec): PodSpec {
  const filled = {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
    ...spec,
    containers: (spec.containers ?? []).map(containerDefaults),
    ...(spec.initContainers && { initContainers: spec.initContainers.map(containerDefaults) }),
  };
  return filled as PodSpec;
}
