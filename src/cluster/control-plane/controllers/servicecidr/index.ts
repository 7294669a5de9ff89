import {
  instantOf,
  rangeHas,
  rangesOf,
  rangesOverlap,
  readyServiceCIDR,
  SERVICE_CIDR_FINALIZER,
  type Service,
  type ServiceCIDR,
  timestamp,
} from '../../../../api/index.ts';
import type { Change, Client, Controller, Reader } from '../../apiserver/client.ts';

/** Virtual ms until a range is looked at. */
const DELAY = 5;

/** Virtual ms for which a range that nobody needs is kept, so that every allocator has heard that it goes. */
const GRACE = 10_000;

const IN_USE =
  'There are still IPAddresses referencing the ServiceCIDR, please remove them or create a new ServiceCIDR';

const all = (client: Reader): readonly ServiceCIDR[] => client.list<ServiceCIDR>('ServiceCIDR');

const has = (range: ServiceCIDR, ip: string): boolean => rangesOf(range).some((one) => rangeHas(one, ip));

/** The addresses that Services hold. */
function heldIPs(client: Reader): readonly string[] {
  const ips = client.list<Service>('Service').flatMap(({ spec }) => spec.clusterIPs ?? []);
  return ips.filter((ip) => ip !== 'None' && !ip.includes(':'));
}

/** Whether a Service has an address that no other range would have. */
function isNeeded(range: ServiceCIDR, client: Reader): boolean {
  const others = all(client).filter(({ metadata }) => metadata.name !== range.metadata.name);
  return heldIPs(client).some((ip) => has(range, ip) && !others.some((other) => has(other, ip)));
}

/** Marks a range that is needed, and lets go of one that is not once everybody has heard of it. */
function leave(range: ServiceCIDR, client: Client, now: number): undefined | { readonly requeueAfter: number } {
  if (isNeeded(range, client)) {
    const lastTransitionTime = timestamp(now);
    const terminating = { type: 'Ready', status: 'False', reason: 'Terminating', message: IN_USE } as const;
    const known = range.status?.conditions?.some(({ reason }) => reason === 'Terminating');
    if (!known) client.updateStatus({ ...range, status: { conditions: [{ ...terminating, lastTransitionTime }] } });
    return undefined;
  }
  const left = (instantOf(range.metadata.deletionTimestamp) ?? now) + GRACE - now;
  if (left > 0) return { requeueAfter: left };
  const finalizers = (range.metadata.finalizers ?? []).filter((one) => one !== SERVICE_CIDR_FINALIZER);
  client.update({ ...range, metadata: { ...range.metadata, finalizers } });
  return undefined;
}

/** Protects a range from being deleted under its Services, and says that it is ready. */
function keep(range: ServiceCIDR, client: Client, now: number): void {
  const { finalizers = [] } = range.metadata;
  const kept = finalizers.includes(SERVICE_CIDR_FINALIZER)
    ? range
    : { ...range, metadata: { ...range.metadata, finalizers: [...finalizers, SERVICE_CIDR_FINALIZER] } };
  const written = client.update(kept);
  const ready = range.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True');
  if (written.ok && !ready) client.updateStatus(readyServiceCIDR(written.value, timestamp(now)));
}

/** A new range, or one that is gone, may decide over those that lie in it or around it. */
function* changedRange({ key, before, after }: Change, read: Reader): Generator<string> {
  const name = key.slice('ServiceCIDR//'.length);
  yield name;
  if (before && after) return;
  const one = (after ?? before) as ServiceCIDR;
  for (const other of all(read))
    if (other.metadata.name !== name && rangesOverlap(one, other)) yield other.metadata.name;
}

/** A Service that comes or goes may hold a range that is to go. */
function* heldRanges(_: Change, read: Reader): Generator<string> {
  for (const { metadata } of all(read)) if (metadata.deletionTimestamp !== undefined) yield metadata.name;
}

/** ServiceCIDRs get their finalizer and condition, and stay while Services have addresses out of them. Models pkg/controller/servicecidrs (v1.36). */
export const serviceCIDRController: Controller = {
  name: 'servicecidr controller',
  delay: DELAY,
  watches: { ServiceCIDR: changedRange, Service: heldRanges },
  reconcile(key, client, now) {
    const range = client.get<ServiceCIDR>('ServiceCIDR', '', key);
    if (!range) return undefined;
    if (range.metadata.deletionTimestamp !== undefined) return leave(range, client, now);
    keep(range, client, now);
    return undefined;
  },
};
