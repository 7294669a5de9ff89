import { type Endpoints, namespacedName, type Pod, portSetKey, type Service } from '../../../../api/index.ts';
import type { Change, Client, Controller, Reader } from '../../apiserver/client.ts';
import { triggerTime, withoutTrigger, withTrigger } from '../trigger-time.ts';
import { subsetsOf } from './subsets.ts';
import { truncated } from './truncate.ts';

/** Virtual ms until a change of Pods or Services shows in Endpoints. */
const DELAY = 45;

const HEADLESS = 'service.kubernetes.io/headless';
const MANAGED_BY = 'endpoints.kubernetes.io/managed-by';
const OVER_CAPACITY = 'endpoints.kubernetes.io/over-capacity';
const LEADER = 'control-plane.alpha.kubernetes.io/leader';

function labelsOf(service: Service): Record<string, string> {
  const { [HEADLESS]: _headless, ...own } = service.metadata.labels ?? {};
  const { clusterIP } = service.spec;
  const headless = clusterIP === undefined || clusterIP === '' || clusterIP === 'None';
  return { ...own, ...(headless && { [HEADLESS]: '' }), [MANAGED_BY]: 'endpoint-controller' };
}

function wantedEndpoints(service: Service, present: Endpoints | undefined, read: Reader): Endpoints {
  const { name, namespace = '' } = service.metadata;
  const all = subsetsOf(service, read);
  const cut = truncated(all);
  const { [OVER_CAPACITY]: _mark, ...kept } = present?.metadata.annotations ?? {};
  const { annotations: _before, labels: _labels, ...metadata } = present?.metadata ?? { name, namespace };
  const annotations = { ...kept, ...(cut && { [OVER_CAPACITY]: 'truncated' }) };
  const subsets = cut ?? all;
  return {
    apiVersion: 'v1',
    kind: 'Endpoints',
    metadata: { ...metadata, labels: labelsOf(service), ...(Object.keys(annotations).length > 0 && { annotations }) },
    ...(subsets.length > 0 && { subsets }),
  };
}

const sorted = (pairs: Readonly<Record<string, string>> = {}): readonly (readonly string[])[] =>
  Object.entries(pairs).sort(([a], [b]) => (a < b ? -1 : 1));

/** What Endpoints say, but for what led to it. */
function saidBy({ metadata, subsets = [] }: Endpoints): string {
  const parts = subsets.map(({ addresses, notReadyAddresses, ports }) =>
    JSON.stringify([addresses ?? [], notReadyAddresses ?? [], portSetKey(ports)]),
  );
  return JSON.stringify([parts.sort(), sorted(metadata.labels), sorted(withoutTrigger(metadata.annotations))]);
}

/** The Pods whose address is new, or has become ready or unready. */
function movedPods(wanted: Endpoints, present: Endpoints | undefined, read: Reader): readonly Pod[] {
  const lines = ({ subsets = [] }: Partial<Endpoints>) =>
    subsets.flatMap(({ addresses = [], notReadyAddresses = [] }) => [
      ...addresses.map(({ ip, targetRef }) => ({ targetRef, key: `${ip} ${targetRef?.name} ready` })),
      ...notReadyAddresses.map(({ ip, targetRef }) => ({ targetRef, key: `${ip} ${targetRef?.name}` })),
    ]);
  const known = new Set(lines(present ?? {}).map(({ key }) => key));
  const moved = lines(wanted).filter(({ key }) => !known.has(key));
  return moved.flatMap(
    ({ targetRef }) => read.get<Pod>('Pod', targetRef?.namespace ?? '', targetRef?.name ?? '') ?? [],
  );
}

function reconcile(key: string, client: Client): void {
  const [namespace = '', name = ''] = key.split('/');
  const service = client.get<Service>('Service', namespace, name);
  const present = client.get<Endpoints>('Endpoints', namespace, name);
  if (!service) {
    if (present) client.delete('Endpoints', namespace, name);
    return;
  }
  if (!service.spec.selector || service.spec.type === 'ExternalName') return;
  const wanted = wantedEndpoints(service, present, client);
  if (present && saidBy(present) === saidBy(wanted)) return;
  const trigger = triggerTime(service, !present, movedPods(wanted, present, client));
  const { annotations: before, ...metadata } = wanted.metadata;
  const annotations = withTrigger(before, trigger);
  const written = { ...wanted, metadata: { ...metadata, ...(annotations && { annotations }) } };
  if (present) client.update(written);
  else client.create(written);
}

function* servicesOf({ before, after }: Change, read: Reader): Generator<string> {
  for (const pod of [before, after]) {
    const { namespace = '', labels = {} } = pod?.metadata ?? {};
    for (const service of read.selecting(namespace, labels)) yield namespacedName(service);
  }
}

/**
 * The Endpoints that a starting controller looks at even if nothing changes: those whose Service went while it was away are
 * deleted. While it runs, Endpoints written without a Service stay.
 */
export function leftoverEndpoints(read: Reader): readonly string[] {
  const all = read.list<Endpoints>('Endpoints');
  return all.filter(({ metadata }) => metadata.annotations?.[LEADER] === undefined).map(namespacedName);
}

/** Writes the older form of what stands behind each Service. Models pkg/controller/endpoint (v1.36). */
export const endpointsController: Controller = {
  name: 'endpoints controller',
  delay: DELAY,
  watches: {
    Service: ({ key }) => [key.slice('Service/'.length)],
    Pod: servicesOf,
    Endpoints: ({ key, after }) => (after ? [] : [key.slice('Endpoints/'.length)]),
  },
  reconcile,
};
