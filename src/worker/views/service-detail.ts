import {
  type EndpointSlice,
  isPodFinished,
  isPodReady,
  isPodTerminating,
  keyOf,
  type ObjectKey,
  type Pod,
  podCondition,
  SERVICE_NAME_LABEL,
  type Service,
  targetPortOn,
} from '../../api/index.ts';
import type { Reader } from '../../cluster/control-plane/apiserver/index.ts';
import type { AbsentPod, ObjectDetail, ServicePortView } from '../protocol.ts';

/** Pods that are named as absent, at most. */
const MOST_ABSENT = 12;

/** Why a Pod is not ready, in the words of its own condition. */
function unready(pod: Pod): string {
  if (isPodTerminating(pod)) return 'it is terminating';
  const { reason, message } = podCondition(pod, 'Ready') ?? {};
  return message || reason || 'it has not said that it is ready';
}

function podOf(key: ObjectKey, read: Reader): Pod | undefined {
  const [, namespace = '', name = ''] = key.split('/');
  return key === '' ? undefined : read.get<Pod>('Pod', namespace, name);
}

function whyUnready(key: ObjectKey, state: string, read: Reader): string {
  const pod = state === 'ready' ? undefined : podOf(key, read);
  return pod ? unready(pod) : '';
}

/** The endpoints of a Service as its slices list them. */
export function endpointsOf(service: Service, read: Reader): ObjectDetail['endpoints'] {
  const { namespace = '', name } = service.metadata;
  const slices = read.withLabels<EndpointSlice>('EndpointSlice', namespace, { [SERVICE_NAME_LABEL]: name });
  return slices.flatMap((slice) =>
    (slice.endpoints ?? []).map(({ addresses, conditions, nodeName = '', targetRef }) => {
      const pod = targetRef?.kind === 'Pod' ? `Pod/${targetRef.namespace}/${targetRef.name}` : '';
      const state = conditions?.terminating ? 'terminating' : conditions?.ready === false ? 'not ready' : 'ready';
      return {
        address: addresses.join(', '),
        ports: (slice.ports ?? []).map((port) => String(port.port)).join(', '),
        pod,
        node: nodeName,
        state,
        why: whyUnready(pod, state, read),
      };
    }),
  );
}

/** Where the selector takes nobody: for each pair the nearest label that some Pod of the namespace does have. */
export function missesOf(service: Service, read: Reader): ObjectDetail['selectorMisses'] {
  const { selector } = service.spec;
  const namespace = service.metadata.namespace ?? '';
  if (!selector || read.withLabels<Pod>('Pod', namespace, selector).length > 0) return [];
  const pods = read.list<Pod>('Pod', namespace);
  return Object.entries(selector).flatMap(([key, wanted]) => {
    const values = pods.map((pod) => pod.metadata.labels?.[key]).filter((value) => value !== undefined);
    if (values.includes(wanted)) return [];
    return [{ key, wanted, found: [...new Set(values)].slice(0, 3).join(', ') }];
  });
}

/** Why a Pod that the selector takes is no endpoint; undefined when it is one, ready or not. */
function whyLeftOut(pod: Pod, service: Service): string | undefined {
  if (isPodFinished(pod)) return 'it has run to its end';
  if (!pod.spec.nodeName) return 'it has no node yet';
  if (!pod.status?.podIP) return 'it has no address yet';
  const port = service.spec.ports?.find((one) => targetPortOn(pod, one) === undefined);
  return port && `none of its containers calls a port ${port.targetPort}`;
}

/** A Pod that has all pairs of the selector but one; where that is the only pair, it must have the key. */
function nearMiss(pod: Pod, pairs: readonly (readonly [string, string])[]): AbsentPod | undefined {
  const { labels = {} } = pod.metadata;
  const missing = pairs.filter(([key, value]) => labels[key] !== value);
  const [pair] = missing;
  if (pair === undefined || missing.length > 1 || (pairs.length === 1 && !(pair[0] in labels))) return undefined;
  const [key, wanted] = pair;
  return { pod: keyOf(pod), why: 'the selector does not take it', miss: { key, wanted, found: labels[key] ?? '' } };
}

/** Pods that one would look for among the endpoints: those that the selector takes and that are none, and those that it nearly takes. */
export function absentPods(service: Service, read: Reader): readonly AbsentPod[] {
  const pairs = Object.entries(service.spec.selector ?? {});
  if (pairs.length === 0) return [];
  const namespace = service.metadata.namespace ?? '';
  const selected = read.withLabels<Pod>('Pod', namespace, service.spec.selector ?? {});
  const taken = selected.flatMap((pod) => {
    const why = whyLeftOut(pod, service);
    return why === undefined ? [] : [{ pod: keyOf(pod), why }];
  });
  if (pairs.length === 1 && selected.length > 0) return taken.slice(0, MOST_ABSENT);
  const near = read
    .list<Pod>('Pod', namespace)
    .filter((pod) => isPodReady(pod))
    .flatMap((pod) => nearMiss(pod, pairs) ?? []);
  return [...taken, ...near].slice(0, MOST_ABSENT);
}

/** The ports of a Service. */
export function portsOf({ spec }: Service): readonly ServicePortView[] {
  return (spec.ports ?? []).map(({ name = '', protocol = 'TCP', port, targetPort, nodePort }) => ({
    name,
    protocol,
    port,
    targetPort: String(targetPort ?? port),
    ...(nodePort !== undefined && nodePort > 0 && { nodePort }),
  }));
}
