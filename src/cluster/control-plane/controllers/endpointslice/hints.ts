import type { EndpointSlice, Node, Service } from '../../../../api/index.ts';
import type { Reader } from '../../apiserver/client.ts';
import { withEach } from './hinted-slices.ts';
import type { SliceChanges } from './reconcile-slices.ts';
import { wantsTopologyHints, withTopologyHints } from './topology-hints.ts';
import { withTrafficDistribution } from './traffic-distribution.ts';

/** The changes with hints for whom each endpoint is meant. Models the second half of reconcileByAddressType (v1.36). */
export function withHints(
  changes: SliceChanges,
  present: readonly EndpointSlice[],
  service: Service,
  read: Reader,
): SliceChanges {
  const written = new Set([...changes.remove, ...changes.update.map(({ slice }) => slice)]);
  const slices = { ...changes, unchanged: present.filter((slice) => !written.has(slice)) };
  const { create, update } = wantsTopologyHints(service)
    ? withTopologyHints(slices, read.list<Node>('Node'))
    : withEach(slices, (endpoint) => withTrafficDistribution(endpoint, service));
  return { create, update, remove: changes.remove };
}
