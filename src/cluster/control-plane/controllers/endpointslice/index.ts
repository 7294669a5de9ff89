import {
  type Endpoint,
  type EndpointSlice,
  isNodeReady,
  type Node,
  namespacedName,
  type ObjectMeta,
  type Pod,
  SERVICE_NAME_LABEL,
  type Service,
  ZONE_LABEL,
} from '../../../../api/index.ts';
import type { Change, Client, Controller, Reader } from '../../apiserver/client.ts';
import { triggerTime, withTrigger } from '../trigger-time.ts';
import { type AddressType, addressTypesOf } from './endpoint.ts';
import { withHints } from './hints.ts';
import { portSetsOf } from './port-sets.ts';
import { movedEndpoints, type PortSet, recycled, type SliceChanges, sliceChanges } from './reconcile-slices.ts';
import { areHintsOverloaded, wantsTopologyHints } from './topology-hints.ts';

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

/** Labels that a Service cannot change on its slices. */
const RESERVED = new Set([SERVICE_NAME_LABEL, MANAGED_BY, HEADLESS]);

/** Whether a slice carries other labels than its Service. Models endpointslice setEndpointSliceLabels (v1.36). */
function hasOtherLabels({ metadata }: EndpointSlice, service: Service): boolean {
  const own = (labels: Readonly<Record<string, string>> = {}) =>
    JSON.stringify(
      Object.entries(labels)
        .filter(([key]) => !RESERVED.has(key))
        .sort(),
    );
  return own(metadata.labels) !== own(service.metadata.labels);
}

const isOwnedBy = ({ metadata }: EndpointSlice, service: Service): boolean =>
  (metadata.ownerReferences ?? []).some(
    ({ uid, kind, apiVersion }) => uid === service.metadata.uid && kind === 'Service' && apiVersion === 'v1',
  );

/** What is to be written for one address family, and since when it is. */
interface Writes extends SliceChanges {
  readonly trigger: string | undefined;
}

const podsOf = (endpoints: readonly Endpoint[], read: Reader): readonly Pod[] =>
  endpoints.flatMap(({ targetRef }) => read.get<Pod>('Pod', targetRef?.namespace ?? '', targetRef?.name ?? '') ?? []);

/** Models reconciler.go reconcileByAddressType (v1.36). */
function writesOf(service: Service, type: AddressType, present: readonly EndpointSlice[], client: Client): Writes {
  const strangers = present.filter((slice) => !isOwnedBy(slice, service));
  const own = present.filter((slice) => !strangers.includes(slice));
  const isOutdated = (slice: EndpointSlice) => hasOtherLabels(slice, service);
  const sets = portSetsOf(service, type, client);
  const changes = sliceChanges(sets, own, isOutdated);
  const { create, update, remove } = recycled(withHints(changes, own, service, client));
  const moved = create.length + update.length > 0 ? movedEndpoints(sets, own) : [];
  const trigger = triggerTime(service, own.length === 0, podsOf(moved, client));
  return { create, update, remove: [...remove, ...strangers], trigger };
}

function write(service: Service, type: AddressType, { create, update, remove, trigger }: Writes, client: Client): void {
  const labels = labelsOf(service);
  const annotated = ({ annotations: before, ...metadata }: ObjectMeta): ObjectMeta => {
    const annotations = withTrigger(before, trigger);
    return { ...metadata, labels, ...(annotations && { annotations }) };
  };
  for (const part of create) {
    const slice = newSlice(service, type, part);
    client.create({ ...slice, metadata: annotated(slice.metadata) });
  }
  for (const { slice, ...part } of update)
    client.update<EndpointSlice>({ ...slice, ...contentOf(part), metadata: annotated(slice.metadata) });
  for (const { metadata } of remove) client.delete('EndpointSlice', metadata.namespace ?? '', metadata.name);
}

const slicesOf = (namespace: string, name: string, read: Reader): readonly EndpointSlice[] =>
  read.withLabels<EndpointSlice>('EndpointSlice', namespace, { [SERVICE_NAME_LABEL]: name, [MANAGED_BY]: NAME });

function reconcile(key: string, client: Client): void {
  const [namespace = '', name = ''] = key.split('/');
  const service = client.get<Service>('Service', namespace, name);
  if (!service?.spec.selector || service.spec.type === 'ExternalName') return;
  const all = slicesOf(namespace, name, client);
  const types = addressTypesOf(service);
  for (const type of types) {
    const present = all.filter(({ addressType }) => addressType === type);
    write(service, type, writesOf(service, type, present, client), client);
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

function* servicesOn(node: string, read: Reader): Generator<string> {
  for (const { metadata } of read.onNode(node))
    for (const service of read.selecting(metadata.namespace ?? '', metadata.labels ?? {}))
      yield namespacedName(service);
}

/** Whether a change of a Node may change how endpoints are shared out among zones. Models updateNode of pkg/controller/endpointslice (v1.36). */
function movesShares(before: Node | undefined, after: Node | undefined): boolean {
  if (!before || !after) return true;
  return (
    isNodeReady(before) !== isNodeReady(after) ||
    before.metadata.labels?.[ZONE_LABEL] !== after.metadata.labels?.[ZONE_LABEL]
  );
}

/**
 * A Node that comes matters to Pods which are on it already. Otherwise Nodes only matter to Services that are shared out by
 * zones, and of those to the ones that would overload a zone by now.
 */
function* servicesOfNode(change: Change, read: Reader): Generator<string> {
  const [before, after] = [change.before as Node | undefined, change.after as Node | undefined];
  if (after && !before) yield* servicesOn(after.metadata.name, read);
  if (!movesShares(before, after)) return;
  for (const service of read.list<Service>('Service').filter(wantsTopologyHints)) {
    const slices = slicesOf(service.metadata.namespace ?? '', service.metadata.name, read);
    const overloaded = (['IPv4', 'IPv6'] as const).some((type) => {
      const ofType = slices.filter(({ addressType }) => addressType === type);
      return areHintsOverloaded(ofType, read.list<Node>('Node'));
    });
    if (overloaded) yield namespacedName(service);
  }
}

/** Writes which Pods stand behind each Service. Models pkg/controller/endpointslice (v1.36). */
export const endpointSliceController: Controller = {
  name: 'endpointslice controller',
  delay: DELAY,
  watches: {
    Service: ({ key }) => [key.slice('Service/'.length)],
    Pod: servicesOf,
    Node: servicesOfNode,
    EndpointSlice: serviceOfSlice,
  },
  reconcile,
};
