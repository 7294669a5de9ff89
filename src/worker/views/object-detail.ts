import { stringify } from 'yaml';
import { instantOf, keyOf, type Node, type ObjectKey, type Pod, type Service, splitKey } from '../../api/index.ts';
import type { Reader } from '../../cluster/control-plane/apiserver/index.ts';
import { hostsFile, resolvConf } from '../../cluster/node/kubelet/index.ts';
import type { World } from '../../cluster/world.ts';
import type { ClusterEvent, MachineView, ObjectDetail } from '../protocol.ts';
import { addedFields } from './added-fields.ts';
import { eventsOf } from './events.ts';
import { kindFacts } from './kind-facts.ts';
import { containerViews } from './pod-detail.ts';
import { podEvents } from './pod-events.ts';
import { ownerOf, podState } from './pod-state.ts';
import { absentPods, endpointsOf, missesOf, portsOf } from './service-detail.ts';
import { workloadView } from './workload-detail.ts';

const EVENTS = 12;

/** By log: its lines, by the object that they are about. A log is a value, so they hold as long as it is the same. */
const byObject = new WeakMap<object, ReadonlyMap<ObjectKey, readonly ClusterEvent[]>>();

function eventsAbout(key: ObjectKey, { log }: World): readonly ClusterEvent[] {
  const known = byObject.get(log);
  if (known) return known.get(key)?.slice(-EVENTS) ?? [];
  const lines = new Map<ObjectKey, ClusterEvent[]>();
  for (const [id, entry] of log.entries())
    for (const event of eventsOf(id, entry)) {
      const about = lines.get(event.object ?? '') ?? [];
      about.push(event);
      lines.set(event.object ?? '', about);
    }
  byObject.set(log, lines);
  return lines.get(key)?.slice(-EVENTS) ?? [];
}

function machineOf({ metadata, spec }: Node, world: World): MachineView {
  const proxyTrouble = world.proxies.get(metadata.name)?.trouble;
  return {
    ...(proxyTrouble !== undefined && { proxyTrouble }),
    on: !world.off.has(metadata.name),
    linked: !world.cut.has(metadata.name),
    cordoned: spec.unschedulable === true,
    taints: (spec.taints ?? []).map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`),
  };
}

/** Pods of a Node that are listed. */
const MOST_PODS = 60;

function podsOn(node: string, read: Reader): NonNullable<ObjectDetail['pods']> {
  const pods = read.list<Pod>('Pod').filter(({ spec }) => spec.nodeName === node);
  return pods.slice(0, MOST_PODS).map((pod) => ({ pod: keyOf(pod), state: podState(pod), node }));
}

/** The hosts file of a Pod that has an address; until then the kubelet has made none. */
function hostsOf(pod: Pod, node: Node | undefined): string {
  const ips = (pod.status?.podIPs ?? []).map(({ ip }) => ip);
  return ips.length === 0 ? '' : hostsFile(pod, ips, node);
}

const yamlOf = (value: unknown): string => stringify(value, { aliasDuplicateObjects: false });

/** An object as it is stored, and what its machine makes of it. `written` is what the text says of it, if it does. */
export function objectDetail(key: ObjectKey, world: World, read: Reader, written: unknown): ObjectDetail {
  const { kind, namespace, name } = splitKey(key);
  const object = read.get(kind, namespace, name);
  const pod = object?.kind === 'Pod' ? (object as Pod) : undefined;
  const service = object?.kind === 'Service' ? (object as Service) : undefined;
  const conditions = (object as Pod | undefined)?.status?.conditions ?? [];
  const node = pod && read.get<Node>('Node', '', pod.spec.nodeName ?? '');
  const workload = object && workloadView(object, read);
  const created = instantOf(object?.metadata.creationTimestamp ?? '');
  return {
    of: 'object',
    key,
    ...(object && { yaml: yamlOf(object) }),
    ...(object && written !== undefined && { written: yamlOf(written), added: addedFields(written, object) }),
    ...(created !== undefined && { created }),
    facts: kindFacts(object),
    conditions: conditions.map(({ type, status, reason = '', message = '', lastTransitionTime }) => ({
      type,
      status,
      reason,
      message,
      since: lastTransitionTime === undefined ? undefined : instantOf(lastTransitionTime),
    })),
    labels: object?.metadata.labels ?? {},
    annotations: object?.metadata.annotations ?? {},
    containers: pod ? containerViews(pod, world, read) : [],
    ...(pod && { pod: { state: podState(pod), owner: ownerOf(pod) } }),
    ...(object?.kind === 'Node' && { machine: machineOf(object as Node, world), pods: podsOn(name, read) }),
    ...(pod && { resolvConf: resolvConf(pod).text, hosts: hostsOf(pod, node), podEvents: podEvents(pod, world) }),
    endpoints: service ? endpointsOf(service, read) : [],
    ports: service ? portsOf(service) : [],
    absent: service ? absentPods(service, read) : [],
    ...(workload && { workload }),
    selectorMisses: service ? missesOf(service, read) : [],
    events: eventsAbout(object ? keyOf(object) : key, world),
  };
}
