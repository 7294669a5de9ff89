import { type Cloud, type LoadBalancerIngress, namespacedName, type Service } from '../../../api/index.ts';
import type { Change, Client, Controller, Reader } from '../apiserver/client.ts';
import { AddressPool } from './address-pool.ts';

/** Virtual ms until the provider has made a load balancer. */
const DELAY = 40;

/** Keeps a Service until its load balancer is taken down. */
const FINALIZER = 'service.kubernetes.io/load-balancer-cleanup';

const ingressOf = (service: Service): readonly LoadBalancerIngress[] => service.status?.loadBalancer?.ingress ?? [];

/** Whether the provider is asked for a load balancer; one with a class is somebody else's. Models service wantsLoadBalancer (v1.36). */
const wantsLoadBalancer = ({ metadata, spec }: Service): boolean =>
  spec.type === 'LoadBalancer' && spec.loadBalancerClass === undefined && metadata.deletionTimestamp === undefined;

const isIPv4Service = ({ spec }: Service): boolean => spec.ipFamilies?.includes('IPv4') ?? true;

const isPending = (service: Service): boolean => wantsLoadBalancer(service) && ingressOf(service).length === 0;

/** The provider under the cluster: the Cloud named `cloud`, else the first by name. */
function provider(read: Reader): Cloud | undefined {
  return read.get<Cloud>('Cloud', '', 'cloud') ?? read.list<Cloud>('Cloud')[0];
}

function takenByOthers(service: Service, read: Reader): ReadonlySet<string> {
  const others = read.list<Service>('Service').filter(({ metadata }) => metadata.uid !== service.metadata.uid);
  return new Set(others.flatMap(ingressOf).flatMap(({ ip }) => ip ?? []));
}

/** The Service's address: the one it asks for, the one it has, or a free one. A wish that another Service has taken is never met. */
function addressFor(service: Service, cloud: Cloud, read: Reader): string | undefined {
  const taken = takenByOthers(service, read);
  const wish = cloud.spec.loadBalancerIP === 'Ignored' ? undefined : service.spec.loadBalancerIP || undefined;
  if (wish !== undefined) return taken.has(wish) ? undefined : wish;
  const pool = new AddressPool(cloud.spec.addressPool ?? '198.51.100.128/25');
  const kept = ingressOf(service)[0]?.ip;
  if (kept !== undefined && pool.has(kept) && !taken.has(kept)) return kept;
  return pool.addressFor(namespacedName(service), taken);
}

function ingressFor(service: Service, cloud: Cloud, read: Reader): readonly LoadBalancerIngress[] {
  if (!isIPv4Service(service)) return [];
  const ip = addressFor(service, cloud, read);
  return ip === undefined ? [] : [{ ip, ipMode: cloud.spec.source === 'Replaced' ? 'Proxy' : 'VIP' }];
}

function withIngress(service: Service, ingress: readonly LoadBalancerIngress[], client: Client): Service {
  const loadBalancer = ingress.length > 0 ? { ingress } : {};
  const written = client.updateStatus<Service>({ ...service, status: { ...service.status, loadBalancer } });
  return written.ok ? written.value : service;
}

/** Takes the load balancer down, and only then lets the Service go. */
function cleanUp(service: Service, client: Client): void {
  const { finalizers: held = [], ...metadata } = withIngress(service, [], client).metadata;
  const finalizers = held.filter((one) => one !== FINALIZER);
  client.update<Service>({ ...service, metadata: { ...metadata, ...(finalizers.length > 0 && { finalizers }) } });
}

/** Makes sure that there is a load balancer, and that the Service stays until it is taken down. */
function ensure(service: Service, cloud: Cloud, client: Client): void {
  const { finalizers = [] } = service.metadata;
  const held = { ...service, metadata: { ...service.metadata, finalizers: [...finalizers, FINALIZER] } };
  const written = finalizers.includes(FINALIZER) ? undefined : client.update<Service>(held);
  withIngress(written?.ok ? written.value : service, ingressFor(service, cloud, client), client);
}

function reconcile(key: string, client: Client): void {
  const [namespace = '', name = ''] = key.split('/');
  const service = client.get<Service>('Service', namespace, name);
  if (!service) return;
  const cloud = provider(client);
  const asked = wantsLoadBalancer(service);
  if (asked && cloud) ensure(service, cloud, client);
  else if (!asked && service.metadata.finalizers?.includes(FINALIZER)) cleanUp(service, client);
}

/** A Service that changes is looked at; when it gives up an address, those that wait for one are as well. */
function* askedBy({ key, before, after }: Change, read: Reader): Generator<string> {
  if (after) yield key.slice('Service/'.length);
  const [was, is] = [before, after].map((one) => (one ? ingressOf(one as Service)[0]?.ip : undefined));
  if (was === undefined || was === is) return;
  for (const service of read.list<Service>('Service')) if (isPending(service)) yield namespacedName(service);
}

/**
 * The provider's half of a Service of type LoadBalancer: an address that holds as long as the Service stays one. Without a
 * Cloud nobody answers and the Service is pending for ever. Models k8s.io/cloud-provider/controllers/service (v1.36).
 */
export const cloudController: Controller = {
  name: 'service controller',
  delay: DELAY,
  watches: {
    Service: askedBy,
    Cloud: (_change, read) => read.list<Service>('Service').map(namespacedName),
  },
  reconcile,
};
