import { type Endpoints, namespacedName, type Service } from '../../../../api/index.ts';
import type { Change, Client, Controller, Reader } from '../../apiserver/client.ts';
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
  if (present) client.update(wanted);
  else client.create(wanted);
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
