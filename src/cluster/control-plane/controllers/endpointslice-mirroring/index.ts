import { type EndpointSlice, type Endpoints, SERVICE_NAME_LABEL, type Service } from '../../../../api/index.ts';
import type { Change, Client, Controller } from '../../apiserver/client.ts';
import { endpointKey, type Mirrored, mirrorKey, mirrorsOf } from './mirror.ts';

/** Virtual ms until hand-written Endpoints show in slices. */
const DELAY = 40;

const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
const NAME = 'endpointslicemirroring-controller.k8s.io';
const SKIP = 'endpointslice.kubernetes.io/skip-mirror';
const LEADER = 'control-plane.alpha.kubernetes.io/leader';

/** Annotations that say something about the Endpoints object alone. */
const NOT_COPIED = new Set([
  'endpoints.kubernetes.io/last-change-trigger-time',
  'kubectl.kubernetes.io/last-applied-configuration',
]);

/** Whether Endpoints are to be mirrored: their Service has no selector, and nobody said not to. */
function isMirrored(endpoints: Endpoints | undefined, service: Service | undefined): endpoints is Endpoints {
  if (!endpoints || !service || service.spec.selector) return false;
  return endpoints.metadata.labels?.[SKIP] !== 'true' && endpoints.metadata.annotations?.[LEADER] === undefined;
}

const copiedAnnotations = ({ metadata }: Endpoints): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(metadata.annotations ?? {}).filter(([key]) => !NOT_COPIED.has(key)));

/** A mirrored slice; written over the one of a `name`, it no longer tells how that name was made. Models newEndpointSlice (v1.36). */
function sliceOf(endpoints: Endpoints, mirrored: Mirrored, name?: string): EndpointSlice {
  const { name: service, namespace = '', uid = '', labels } = endpoints.metadata;
  const annotations = copiedAnnotations(endpoints);
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      ...(name === undefined ? { name: '', generateName: `${service}-` } : { name }),
      namespace,
      labels: { ...labels, [SERVICE_NAME_LABEL]: service, [MANAGED_BY]: NAME },
      ...(Object.keys(annotations).length > 0 && { annotations }),
      ownerReferences: [
        { apiVersion: 'v1', kind: 'Endpoints', name: service, uid, controller: true, blockOwnerDeletion: true },
      ],
    },
    addressType: mirrored.addressType,
    endpoints: [...mirrored.endpoints.values()],
    ports: mirrored.ports,
  };
}

const sorted = (pairs: Readonly<Record<string, string>> = {}): string =>
  JSON.stringify(Object.entries(pairs).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Whether a slice says what it should already, in whatever order. Models reconcileByPortMapping's early return (v1.36). */
function isTrue(slice: EndpointSlice, endpoints: Endpoints, { endpoints: wanted }: Mirrored): boolean {
  const present = slice.endpoints ?? [];
  const { [SERVICE_NAME_LABEL]: _service, [MANAGED_BY]: _by, ...labels } = slice.metadata.labels ?? {};
  return (
    present.length === wanted.size &&
    present.every((one) => JSON.stringify(wanted.get(endpointKey(one))) === JSON.stringify(one)) &&
    sorted(labels) === sorted(endpoints.metadata.labels) &&
    sorted(slice.metadata.annotations) === sorted(copiedAnnotations(endpoints))
  );
}

/** Writes the slices of Endpoints that are mirrored; those that would go are written over before new ones are made. */
function mirror(endpoints: Endpoints, present: readonly EndpointSlice[], client: Client): void {
  const mirrors = mirrorsOf(endpoints);
  const kept = new Map<string, EndpointSlice>();
  const going: EndpointSlice[] = [];
  for (const slice of present) {
    const key = mirrorKey(slice.addressType, slice.ports);
    if (mirrors.has(key) && !kept.has(key)) kept.set(key, slice);
    else going.push(slice);
  }
  for (const [key, mirrored] of mirrors) {
    const slice = kept.get(key);
    if (slice) {
      if (!isTrue(slice, endpoints, mirrored)) client.update(sliceOf(endpoints, mirrored, slice.metadata.name));
      continue;
    }
    const at = going.findIndex(({ addressType }) => addressType === mirrored.addressType);
    const fresh = sliceOf(endpoints, mirrored);
    const [taken] = at === -1 ? [] : going.splice(at, 1);
    if (taken) client.update({ ...fresh, metadata: { ...fresh.metadata, name: taken.metadata.name } });
    else client.create(fresh);
  }
  for (const { metadata } of going) client.delete('EndpointSlice', metadata.namespace ?? '', metadata.name);
}

function reconcile(key: string, client: Client): void {
  const [namespace = '', name = ''] = key.split('/');
  const endpoints = client.get<Endpoints>('Endpoints', namespace, name);
  const labels = { [SERVICE_NAME_LABEL]: name, [MANAGED_BY]: NAME };
  const present = client.withLabels<EndpointSlice>('EndpointSlice', namespace, labels);
  if (isMirrored(endpoints, client.get<Service>('Service', namespace, name))) mirror(endpoints, present, client);
  else for (const slice of present) client.delete('EndpointSlice', namespace, slice.metadata.name);
}

function* serviceOfSlice({ before, after }: Change): Generator<string> {
  for (const slice of [before, after]) {
    const name = slice?.metadata.labels?.[SERVICE_NAME_LABEL];
    if (name !== undefined && slice?.metadata.labels?.[MANAGED_BY] === NAME)
      yield `${slice.metadata.namespace}/${name}`;
  }
}

/** Turns Endpoints that somebody wrote by hand into slices, since only slices are read today. Models pkg/controller/endpointslicemirroring (v1.36). */
export const endpointSliceMirroringController: Controller = {
  name: 'endpointslicemirroring controller',
  delay: DELAY,
  watches: {
    Endpoints: ({ key }) => [key.slice('Endpoints/'.length)],
    Service: ({ key }) => [key.slice('Service/'.length)],
    EndpointSlice: serviceOfSlice,
  },
  reconcile,
};
