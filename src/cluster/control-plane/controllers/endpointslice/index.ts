import { type EndpointSlice, namespacedName, SERVICE_NAME_LABEL, type Service } from '../../../../api/index.ts';
import type { Change, Client, Controller, Reader } from '../../apiserver/client.ts';
import { type AddressType, addressTypesOf } from './endpoint.ts';
import { portSetsOf } from './port-sets.ts';
import { type PortSet, type SliceChanges, sliceChanges } from './reconcile-slices.ts';
import { wantsTopologyHints } from './topology-hints.ts';

const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
const NAME = 'endpointslice-controller.k8s.io';
const HEADLESS = 'service.kubernetes.io/headless';

/** Virtual ms until a change of Pods or Services shows in slices. */
const DELAY = 40;

const isHeadless = ({ spec }: Service): boolean =>
  spec.clusterIP === undefined || spec.clusterIP === '' || spec.clusterIP === 'None';

/** A Service's own labels go along, but for those the controller sets itself. */
function labelsOf(service: Service): Record<string, string> {
  const {
    [SERVICE_NAME_LABEL]: _name,
    [MANAGED_BY]: _by,
    [HEADLESS]: _headless,
    ...own
  } = service.metadata.labels ?? {};
  return {
    ...own,
    [MANAGED_BY]: NAME,
    [SERVICE_NAME_LABEL]: service.metadata.name,
    ...(isHeadless(service) && { [HEADLESS]: '' }),
  };
}

/** What a slice says, with `null` where there is nothing to say. */
function contentOf({ ports, endpoints }: PortSet): Pick<EndpointSlice, 'ports' | 'endpoints'> {
  return { endpoints: endpoints.length > 0 ? endpoints : null, ports: ports.length > 0 ? ports : null };
}

function newSlice(service: Service, addressType: AddressType, part: PortSet): EndpointSlice {
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
    addressType,
    ...contentOf(part),
  };
}

const sameLabels = (
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>> | undefined,
): boolean => JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other ?? {}).sort());

function write(
  service: Service,
  type: AddressType,
  present: readonly EndpointSlice[],
  changes: SliceChanges,
  client: Client,
): void {
  const labels = labelsOf(service);
  const written = new Set([...changes.remove, ...changes.update.map(({ slice }) => slice)]);
  for (const part of changes.create) client.create(newSlice(service, type, part));
  for (const { slice, ...part } of changes.update) {
    client.update<EndpointSlice>({ ...slice, ...contentOf(part), metadata: { ...slice.metadata, labels } });
  }
  for (const slice of present) {
    if (written.has(slice) || sameLabels(labels, slice.metadata.labels)) continue;
    client.update<EndpointSlice>({ ...slice, metadata: { ...slice.metadata, labels } });
  }
  for (const { metadata } of changes.remove) client.delete('EndpointSlice', metadata.namespace ?? '', metadata.name);
}

function reconcile(key: string, client: Client): void {
  const [namespace = '', name = ''] = key.split('/');
  const service = client.get<Service>('Service', namespace, name);
  if (!service?.spec.selector || service.spec.type === 'ExternalName') return;
  const all = client.withLabels<EndpointSlice>('EndpointSlice', namespace, {
    [SERVICE_NAME_LABEL]: name,
    [MANAGED_BY]: NAME,
  });
  const types = addressTypesOf(service);
  for (const type of types) {
    const present = all.filter(({ addressType }) => addressType === type);
    write(service, type, present, sliceChanges(portSetsOf(service, type, client), present), client);
  }
  for (const slice of all) {
    if (!types.some((type) => type === slice.addressType))
      client.delete('EndpointSlice', namespace, slice.metadata.name);
  }
}

function* servicesOf({ before, after }: Change, read: Reader): Generator<string> {
  for (const pod of [before, after]) {
    const { namespace = '', labels = {} } = pod?.metadata ?? {};
    for (const service of read.selecting(namespace, labels)) yield namespacedName(service);
  }
}

function* serviceOfSlice({ before, after }: Change): Generator<string> {
  for (const slice of [before, after]) {
    const name = slice?.metadata.labels?.[SERVICE_NAME_LABEL];
    if (name !== undefined && slice?.metadata.labels?.[MANAGED_BY] === NAME)
      yield `${slice.metadata.namespace}/${name}`;
  }
}

/** A node that comes or goes matters to the Pods on it; one that changes only to Services that are shared out by zones. */
function* servicesOnNodes({ before, after }: Change, read: Reader): Generator<string> {
  const sameNode = before !== undefined && after !== undefined;
  for (const service of read.list<Service>('Service')) {
    if (service.spec.selector && (!sameNode || wantsTopologyHints(service)))
      yield `${service.metadata.namespace}/${service.metadata.name}`;
  }
}

/** Writes which Pods stand behind each Service. Models pkg/controller/endpointslice (v1.36). */
export const endpointSliceController: Controller = {
  name: 'endpointslice controller',
  delay: DELAY,
  watches: {
    Service: ({ key }) => [key.slice('Service/'.length)],
    Pod: servicesOf,
    Node: servicesOnNodes,
    EndpointSlice: serviceOfSlice,
  },
  reconcile,
};
