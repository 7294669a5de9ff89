import { isPodReady, keyOf, type Pod, type Service } from '../../api/index.ts';
import type { Reader } from '../control-plane/apiserver/index.ts';
import type { Because } from './because.ts';

type Told = Omit<Because, 'by'>;

/** The label of some Pod that comes nearest to what a selector wants: the same key, another value. */
function nearest(key: string, pods: readonly Pod[]): string | undefined {
  return pods.map(({ metadata }) => metadata.labels?.[key]).find((value) => value !== undefined);
}

function selectsNobody(service: Service, selector: Readonly<Record<string, string>>, read: Reader): Told {
  const { namespace = '', name } = service.metadata;
  const pods = read.list<Pod>('Pod', namespace);
  const wanted = Object.entries(selector).map(([key, value]) => `${key}: ${value}`);
  const wrong = Object.entries(selector).find(
    ([key, value]) => !pods.some(({ metadata }) => metadata.labels?.[key] === value),
  );
  const [key = '', value = ''] = wrong ?? Object.entries(selector)[0] ?? [];
  const other = nearest(key, pods);
  return {
    because: `Service ${name} selects ${wanted.join(', ')}, and no Pod of namespace ${namespace} is labelled so: it has no endpoints`,
    blame: { object: keyOf(service), field: /[./]/.test(key) ? `spec.selector[${key}]` : `spec.selector.${key}` },
    ...(other !== undefined && other !== value && { fix: `${key}: ${other}` }),
  };
}

/** A target port that is a name, and no container of the Pods calls a port so. */
function missingName(service: Service, pods: readonly Pod[]): Told | undefined {
  const ports = pods.flatMap(({ spec }) => spec.containers.flatMap((container) => container.ports ?? []));
  const names = ports.flatMap(({ name }) => name ?? []);
  const index = (service.spec.ports ?? []).findIndex(
    ({ targetPort }) => typeof targetPort === 'string' && !names.includes(targetPort),
  );
  const port = service.spec.ports?.[index];
  if (!port) return undefined;
  const known = names[0] ?? ports[0]?.containerPort;
  return {
    because: `Service ${service.metadata.name} sends to a port called ${port.targetPort}, and no container of its Pods calls a port so`,
    blame: { object: keyOf(service), field: `spec.ports[${index}].targetPort` },
    ...(known !== undefined && { fix: `targetPort: ${known}` }),
  };
}

/** Why a Service has no endpoints. */
export function whyNoEndpoints(service: Service, read: Reader): Told {
  const { namespace = '', name } = service.metadata;
  const { selector } = service.spec;
  if (!selector || Object.keys(selector).length === 0)
    return { because: `Service ${name} has no selector, and nobody has written endpoints for it` };
  const pods = read.withLabels<Pod>('Pod', namespace, selector);
  if (pods.length === 0) return selectsNobody(service, selector, read);
  const named = missingName(service, pods);
  if (named) return named;
  const ready = pods.filter(isPodReady).length;
  if (ready > 0) return { because: `the rules of the node do not know the endpoints of Service ${name} yet` };
  const all = pods.length === 1 ? 'its one Pod is not ready' : `none of its ${pods.length} Pods is ready`;
  return { because: `Service ${name} has no endpoints: ${all}` };
}

/** Why nobody in a Pod took a connection to a port. */
export function whyRefused(pod: Pod, port: number, service: Service | undefined, index: number): Told {
  const { name, annotations = {} } = pod.metadata;
  if (annotations['portolan.dev/listen']?.startsWith('127.'))
    return {
      because: `the program in ${name} listens on ${annotations['portolan.dev/listen']} only, which nobody outside the Pod can reach`,
      blame: { object: keyOf(pod), field: 'metadata.annotations' },
      fix: 'listen on 0.0.0.0',
    };
  const because = `the packet reached ${name}, but no process there listens on port ${port}`;
  const declared = pod.spec.containers.flatMap(({ ports = [] }) => ports.map(({ containerPort }) => containerPort));
  const known = declared.find((one) => one !== port);
  if (!service) return { because };
  return {
    because,
    blame: { object: keyOf(service), field: `spec.ports[${index}].targetPort` },
    ...(known !== undefined && { fix: `targetPort: ${known}` }),
  };
}
