import { type EndpointSlice, type Endpoints, SERVICE_NAME_LABEL, type Service } from '../../../../api/index.ts';
import type { Change, Client, Controller } from '../../apiserver/client.ts';
import { type Mirrored, mirrorKey, mirrorsOf } from './mirror.ts';

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

function sliceOf(endpoints: Endpoints, mirrored: Mirrored): EndpointSlice {
  const { name, namespace = '', uid = '', labels, annotations } = endpoints.metadata;
  const copied = Object.entries(annotations ?? {}).filter(([key]) => !NOT_COPIED.has(key));
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: '',
      generateName: `${name}-`,
      namespace,
      labels: { ...labels, [SERVICE_NAME_LABEL]: name, [MANAGED_BY]: NAME },
      ...(copied.length > 0 && { annotations: Object.fromEntries(copied) }),
      ownerReferences: [{ apiVersion: 'v1', kind: 'Endpoints', name, uid, controller: true, blockOwnerDeletion: true }],
    },
    addressType: mirrored.addressType,
    endpoints: mirrored.endpoints,
    ports: mirrored.ports,
  };
}

function reconcile(key: string, client: Client): void {
  const [namespace = '', name = ''] = key.split('/');
  const endpoints = client.get<Endpoints>('Endpoints', namespace, name);
  const mirrors = isMirrored(endpoints, client.get<Service>('Service', namespace, name))
    ? mirrorsOf(endpoints)
    : undefined;
  const present = client.withLabels<EndpointSlice>('EndpointSlice', namespace, {
    [SERVICE_NAME_LABEL]: name,
    [MANAGED_BY]: NAME,
  });
  const kept = new Set<string>();
  for (const slice of present) {
    const id = mirrorKey(slice.addressType, slice.ports);
    const mirrored = kept.has(id) ? undefined : mirrors?.get(id);
    if (endpoints && mirrored) {
      const next = sliceOf(endpoints, mirrored);
      const { annotations: _, ...own } = slice.metadata;
      client.update<EndpointSlice>({ ...next, metadata: { ...own, ...next.metadata, name: slice.metadata.name } });
      kept.add(id);
    } else client.delete('EndpointSlice', namespace, slice.metadata.name);
  }
  if (!endpoints || !mirrors) return;
  for (const [id, mirrored] of mirrors) if (!kept.has(id)) client.create(sliceOf(endpoints, mirrored));
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
