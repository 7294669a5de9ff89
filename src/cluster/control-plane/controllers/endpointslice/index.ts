import { type EndpointSlice, type Pod, SERVICE_NAME_LABEL, type Service, selectorMatches } from '../../../../api/index.ts';
import type { Change, Client, Controller, Reader } from '../../apiserver/client.ts';
import { belongsInSlice, endpointOf } from './endpoint.ts';
import { portsKey, portsOn } from './ports.ts';
import { type PortSet, type SliceChanges, sliceChanges } from './reconcile-slices.ts';

const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
const NAME = 'endpointslice-controller.k8s.io';
const HEADLESS = 'service.kubernetes.io/headless';

/** Virtual ms until a change of Pods or Services shows in slices. */
const DELAY = 40;

/** The Service's endpoints, grouped by the ports that they serve. A Service without any gets one empty group. */
function portSets(service: Service, client: Client): readonly PortSet[] {
  const sets = new Map<string, { ports: PortSet['ports']; endpoints: PortSet['endpoints'][number][] }>();
  for (const pod of client.withLabels<Pod>('Pod', service.metadata.namespace ?? '', service.spec.selector ?? {})) {
    if (!belongsInSlice(pod)) continue;
    const ports = portsOn(pod, service);
    const key = portsKey(ports);
    const set = sets.get(key) ?? { ports, endpoints: [] };
    set.endpoints.push(endpointOf(pod, service, client));
    sets.set(key, set);
  }
  return [...sets.values()];
}

/** A Service's own labels go along, but for those the controller sets itself. */
function labelsOf(service: Service): Record<string, string> {
  const { [SERVICE_NAME_LABEL]: _, [MANAGED_BY]: __, [HEADLESS]: ___, ...own } = service.metadata.labels ?? {};
  const headless = service.spec.clusterIP === 'None' ? { [HEADLESS]: '' } : {};
  return { ...own, [MANAGED_BY]: NAME, [SERVICE_NAME_LABEL]: service.metadata.name, ...headless };
}

function newSlice(service: Service, part: Pick<EndpointSlice, 'ports' | 'endpoints'>): EndpointSlice {
  const { name, namespace = '', uid = '' } = service.metadata;
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: '',
      generateName: `${name}-`,
      namespace,
      labels: labelsOf(service),
      ownerReferences: [{ apiVersion: 'v1', kind: 'Service', name, uid, controller: true, blockOwnerDeletion: true }],
    },
    addressType: 'IPv4',
    endpoints: part.endpoints,
    ports: part.ports && part.ports.length > 0 ? part.ports : null,
  };
}

const sameLabels = (one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>> | undefined): boolean =>
  JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other ?? {}).sort());

function write(service: Service, present: readonly EndpointSlice[], changes: SliceChanges, client: Client): void {
  const labels = labelsOf(service);
  const touched = new Map(changes.update.map((slice) => [slice.metadata.name, slice]));
  const removed = new Set(changes.remove.map((slice) => slice.metadata.name));
  for (const part of changes.create) client.create(newSlice(service, part));
  for (const slice of present) {
    if (removed.has(slice.metadata.name)) continue;
    const next = touched.get(slice.metadata.name) ?? slice;
    if (next !== slice || !sameLabels(labels, slice.metadata.labels)) client.update<EndpointSlice>({ ...next, metadata: { ...next.metadata, labels } });
  }
  for (const slice of changes.remove) client.delete('EndpointSlice', slice.metadata.namespace ?? '', slice.metadata.name);
}

function reconcile(key: string, client: Client): void {
  const [namespace = '', name = ''] = key.split('/');
  const service = client.get<Service>('Service', namespace, name);
  if (!service?.spec.selector || service.spec.type === 'ExternalName') return;
  const present = client.withLabels<EndpointSlice>('EndpointSlice', namespace, { [SERVICE_NAME_LABEL]: name, [MANAGED_BY]: NAME });
  const sets = portSets(service, client);
  if (sets.length > 0) return write(service, present, sliceChanges(sets, present), client);
  const [first, ...rest] = present;
  const emptied = first && { ...first, endpoints: null, ports: null };
  const update = emptied && (first.endpoints ?? []).length > 0 ? [emptied] : [];
  write(service, present, { create: first ? [] : [{ ports: [], endpoints: [] }], update, remove: rest }, client);
}

function* servicesOf({ before, after }: Change, read: Reader): Generator<string> {
  for (const pod of [before, after]) {
    if (!pod) continue;
    for (const service of read.list<Service>('Service', pod.metadata.namespace ?? '')) {
      if (selectorMatches(service.spec.selector, pod.metadata.labels)) yield `${service.metadata.namespace}/${service.metadata.name}`;
    }
  }
}

function* serviceOfSlice({ before, after }: Change): Generator<string> {
  const slice = after ?? before;
  const name = slice?.metadata.labels?.[SERVICE_NAME_LABEL];
  if (name !== undefined && slice?.metadata.labels?.[MANAGED_BY] === NAME) yield `${slice.metadata.namespace}/${name}`;
}

/** Writes which Pods stand behind each Service. Models pkg/controller/endpointslice (v1.36). */
export const endpointSliceController: Controller = {
  name: 'endpointslice controller',
  delay: DELAY,
  watches: {
    Service: ({ key }) => [key.slice('Service/'.length)],
    Pod: servicesOf,
    EndpointSlice: serviceOfSlice,
  },
  reconcile,
};
