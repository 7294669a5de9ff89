import { stringify } from 'yaml';
import {
  type EndpointSlice,
  keyOf,
  type Node,
  type ObjectKey,
  type Pod,
  SERVICE_NAME_LABEL,
  type Service,
  splitKey,
} from '../../api/index.ts';
import type { Reader } from '../../cluster/control-plane/apiserver/index.ts';
import { resolvConf } from '../../cluster/node/kubelet/index.ts';
import type { World } from '../../cluster/world.ts';
import type { ClusterEvent, MachineView, ObjectDetail } from '../protocol.ts';
import { addedFields } from './added-fields.ts';
import { eventsOf } from './events.ts';
import { containerViews } from './pod-detail.ts';

const EVENTS = 12;

function eventsAbout(key: ObjectKey, world: World): ClusterEvent[] {
  const all = [...world.log.entries()].flatMap(([id, entry]) => eventsOf(id, entry));
  return all.filter((event) => event.object === key).slice(-EVENTS);
}

function machineOf({ metadata, spec }: Node, world: World): MachineView {
  return {
    on: !world.off.has(metadata.name),
    linked: !world.cut.has(metadata.name),
    cordoned: spec.unschedulable === true,
    taints: (spec.taints ?? []).map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`),
  };
}

function endpointsOf(service: Service, read: Reader): ObjectDetail['endpoints'] {
  const { namespace = '', name } = service.metadata;
  const slices = read.withLabels<EndpointSlice>('EndpointSlice', namespace, { [SERVICE_NAME_LABEL]: name });
  return slices.flatMap((slice) =>
    (slice.endpoints ?? []).map(({ addresses, conditions, nodeName = '', targetRef }) => ({
      address: addresses.join(', '),
      ports: (slice.ports ?? []).map((port) => String(port.port)).join(', '),
      pod: targetRef?.kind === 'Pod' ? `Pod/${targetRef.namespace}/${targetRef.name}` : '',
      node: nodeName,
      state: conditions?.terminating ? 'terminating' : conditions?.ready === false ? 'not ready' : 'ready',
    })),
  );
}

/** Where the selector takes nobody: for each pair the nearest label that some Pod of the namespace does have. */
function missesOf(service: Service, read: Reader): ObjectDetail['selectorMisses'] {
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

const yamlOf = (value: unknown): string => stringify(value, { aliasDuplicateObjects: false });

/** An object as it is stored, and what its machine makes of it. `written` is what the text says of it, if it does. */
export function objectDetail(key: ObjectKey, world: World, read: Reader, written: unknown): ObjectDetail {
  const { kind, namespace, name } = splitKey(key);
  const object = read.get(kind, namespace, name);
  const pod = object?.kind === 'Pod' ? (object as Pod) : undefined;
  const service = object?.kind === 'Service' ? (object as Service) : undefined;
  const conditions = (object as Pod | undefined)?.status?.conditions ?? [];
  return {
    of: 'object',
    key,
    ...(object && { yaml: yamlOf(object) }),
    ...(object && written !== undefined && { written: yamlOf(written), added: addedFields(written, object) }),
    conditions: conditions.map(({ type, status, reason = '', lastTransitionTime = '' }) => ({
      type,
      status,
      reason,
      since: lastTransitionTime,
    })),
    labels: object?.metadata.labels ?? {},
    annotations: object?.metadata.annotations ?? {},
    containers: pod ? containerViews(pod, world, read) : [],
    ...(object?.kind === 'Node' && { machine: machineOf(object as Node, world) }),
    ...(pod && { resolvConf: resolvConf(pod).text }),
    endpoints: service ? endpointsOf(service, read) : [],
    selectorMisses: service ? missesOf(service, read) : [],
    events: eventsAbout(object ? keyOf(object) : key, world),
  };
}
