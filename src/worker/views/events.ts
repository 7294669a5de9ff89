import {
  type ApiObject,
  type Deployment,
  type EndpointSlice,
  isPodReady,
  isPodTerminating,
  type Pod,
  type ReplicaSet,
  SERVICE_NAME_LABEL,
  splitKey,
} from '../../api/index.ts';
import type { Change } from '../../cluster/control-plane/apiserver/index.ts';
import type { Event, LogEntry } from '../../cluster/world.ts';
import type { ClusterEvent } from '../protocol.ts';

type Told = Pick<ClusterEvent, 'text' | 'tone'>;

const plain = (text: string): Told => ({ text, tone: 'plain' });

function podChange(pod: Pod | undefined, before: Pod | undefined): Told | undefined {
  const name = (pod ?? before)?.metadata.name ?? '';
  if (!pod) return plain(`${name} gone`);
  if (!before) return plain(`${name} created`);
  if (isPodTerminating(pod) && !isPodTerminating(before)) return { text: `${name} terminating`, tone: 'warn' };
  if (pod.spec.nodeName !== before.spec.nodeName) return plain(`${name} → ${pod.spec.nodeName}`);
  if (isPodReady(pod) && !isPodReady(before)) return { text: `${name} ready`, tone: 'good' };
  if (!isPodReady(pod) && isPodReady(before)) return { text: `${name} not ready`, tone: 'warn' };
  return undefined;
}

function sliceChange(slice: EndpointSlice | undefined, before: EndpointSlice | undefined): Told | undefined {
  const service = (slice ?? before)?.metadata.labels?.[SERVICE_NAME_LABEL] ?? '';
  if (!slice) return plain(`EndpointSlice of ${service} deleted`);
  const ready = (slice.endpoints ?? []).filter((endpoint) => endpoint.conditions?.ready !== false).length;
  return plain(`EndpointSlice ${service}: ${ready} ready`);
}

function deploymentChange(deployment: Deployment, before: Deployment): Told | undefined {
  const [was, is] = [before.spec.replicas, deployment.spec.replicas];
  if (was !== is) return plain(`${deployment.metadata.name}: replicas ${was} → ${is}`);
  return before.metadata.generation === deployment.metadata.generation
    ? undefined
    : plain(`${deployment.metadata.name} changed`);
}

/** A ReplicaSet is told when somebody asks it for another number of Pods. */
function replicasChange(before: ReplicaSet, after: ReplicaSet): Told | undefined {
  const [was, is] = [before.spec.replicas, after.spec.replicas];
  return was === is ? undefined : plain(`${after.metadata.name}: replicas ${was} → ${is}`);
}

/** Kinds whose status is reported so often that it is no event. */
const QUIET = new Set(['Node']);

/** What every namespace has: that it comes and goes with its namespace is no event. */
const FURNITURE = new Set(['ServiceAccount/default', 'ConfigMap/kube-root-ca.crt']);

const isFurniture = ({ kind, metadata }: ApiObject): boolean => FURNITURE.has(`${kind}/${metadata.name}`);

function changeTold({ before, after }: Change): Told | undefined {
  const object = (after ?? before) as ApiObject;
  const { kind } = object;
  if (!(before && after) && isFurniture(object)) return undefined;
  if (kind === 'Pod') return podChange(after as Pod | undefined, before as Pod | undefined);
  if (kind === 'EndpointSlice')
    return sliceChange(after as EndpointSlice | undefined, before as EndpointSlice | undefined);
  if (!before) return plain(`${kind} ${object.metadata.name} created`);
  if (!after) return plain(`${kind} ${object.metadata.name} deleted`);
  if (kind === 'Deployment') return deploymentChange(after as Deployment, before as Deployment);
  if (kind === 'ReplicaSet') return replicasChange(before as ReplicaSet, after as ReplicaSet);
  return QUIET.has(kind) ? undefined : plain(`${kind} ${object.metadata.name} changed`);
}

function told(id: string, at: number, by: string, { type, reason, message, object }: Event): ClusterEvent {
  const text = by === 'you' ? message : `${splitKey(object).name} ${reason}: ${message}`;
  return { id, at, by, text, tone: type === 'Warning' ? 'warn' : 'plain', object };
}

function causeOf({ cause }: LogEntry): Pick<ClusterEvent, 'cause'> {
  return cause ? { cause: { object: cause.object, by: cause.by, at: cause.at } } : {};
}

const instantOf = ({ object, at }: { readonly object: string; readonly at: number }): string => `${object}@${at}`;

/** What one entry of the log says. */
interface Reading {
  readonly events: readonly ClusterEvent[];
  /** The instants of the changes that are left out of the list. */
  readonly quiet: readonly string[];
}

/** Entries never change, so each is read once. */
const readings = new WeakMap<LogEntry, Reading>();

function readingOf(id: string, entry: LogEntry): Reading {
  const known = readings.get(entry);
  if (known) return known;
  const changes = 'changes' in entry ? entry.changes : [];
  const quiet = changes
    .filter((change) => !changeTold(change))
    .map(({ key }) => instantOf({ object: key, at: entry.at }));
  const made = { events: eventsOf(id, entry), quiet };
  readings.set(entry, made);
  return made;
}

/** The cause that the list tells of: behind changes that it leaves out stands the one that they answered to. */
function toldCause(event: ClusterEvent, quiet: ReadonlyMap<string, LogEntry['cause']>): ClusterEvent {
  let { cause } = event;
  for (let behind = cause && quiet.get(instantOf(cause)); behind !== undefined; behind = quiet.get(instantOf(behind)))
    cause = behind;
  return cause === event.cause || cause === undefined
    ? event
    : { ...event, cause: { object: cause.object, by: cause.by, at: cause.at } };
}

/** The newest events of the cluster's log, oldest first; at most so many. */
export function eventsOfLog(entries: Iterable<readonly [string, LogEntry]>, most: number): readonly ClusterEvent[] {
  const quiet = new Map<string, LogEntry['cause']>();
  const events: ClusterEvent[] = [];
  for (const [id, entry] of entries) {
    const reading = readingOf(id, entry);
    for (const instant of reading.quiet) quiet.set(instant, entry.cause);
    events.push(...reading.events);
  }
  return events.slice(-most).map((event) => toldCause(event, quiet));
}

/** Who made a change: of the kubelets, the one of the Pod's machine. */
function authorOf(by: string, { before, after }: Change): string {
  const object = (after ?? before) as ApiObject;
  const node = by === 'kubelet' && object.kind === 'Pod' ? (object as Pod).spec.nodeName : undefined;
  return node === undefined ? by : `${by} ${node}`;
}

/** One entry of the cluster's log as lines of the event list; what nobody needs to know is left out. */
export function eventsOf(id: string, entry: LogEntry): readonly ClusterEvent[] {
  if ('synced' in entry) {
    return [
      {
        id,
        at: entry.at,
        by: entry.by,
        text: `rules of ${entry.synced} written`,
        tone: 'plain',
        object: `Node//${entry.synced}`,
        ...causeOf(entry),
      },
    ];
  }
  if ('event' in entry) return [told(id, entry.at, entry.by, entry.event)];
  return entry.changes.flatMap((change, i) => {
    const told = changeTold(change);
    return told
      ? [
          {
            id: `${id}.${i}`,
            at: entry.at,
            by: authorOf(entry.by, change),
            ...told,
            object: change.key,
            ...causeOf(entry),
          },
        ]
      : [];
  });
}
