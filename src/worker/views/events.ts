import {
  type ApiObject,
  type Deployment,
  type EndpointSlice,
  isPodReady,
  isPodTerminating,
  type Pod,
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

/** Kinds whose status is reported so often that it is no event. */
const QUIET = new Set(['ReplicaSet', 'Node']);

function changeTold({ before, after }: Change): Told | undefined {
  const object = (after ?? before) as ApiObject;
  const { kind } = object;
  if (kind === 'Pod') return podChange(after as Pod | undefined, before as Pod | undefined);
  if (kind === 'EndpointSlice')
    return sliceChange(after as EndpointSlice | undefined, before as EndpointSlice | undefined);
  if (!before) return plain(`${kind} ${object.metadata.name} created`);
  if (!after) return plain(`${kind} ${object.metadata.name} deleted`);
  if (kind === 'Deployment') return deploymentChange(after as Deployment, before as Deployment);
  return QUIET.has(kind) ? undefined : plain(`${kind} ${object.metadata.name} changed`);
}

function told(id: string, at: number, by: string, { type, reason, message, object }: Event): ClusterEvent {
  const text = by === 'you' ? message : `${splitKey(object).name} ${reason}: ${message}`;
  return { id, at, by, text, tone: type === 'Warning' ? 'warn' : 'plain', object };
}

function causeOf({ cause }: LogEntry): Pick<ClusterEvent, 'cause'> {
  return cause ? { cause: { object: cause.object, by: cause.by, at: cause.at } } : {};
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
      ? [{ id: `${id}.${i}`, at: entry.at, by: entry.by, ...told, object: change.key, ...causeOf(entry) }]
      : [];
  });
}
