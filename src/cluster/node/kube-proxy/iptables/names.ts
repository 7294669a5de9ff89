import type { EndpointInfo } from '../endpoints.ts';
import { shortHash } from '../hash.ts';
import type { ServicePortInfo } from '../service-port.ts';

/** A chain's name has at most 28 characters in iptables: nine for the kind, sixteen for a hash. */
const HASH_LENGTH = 16;

const hashes = new WeakMap<ServicePortInfo, string>();

function portHash(port: ServicePortInfo): string {
  const known = hashes.get(port);
  if (known !== undefined) return known;
  const hash = shortHash(port.name + port.protocol, HASH_LENGTH);
  hashes.set(port, hash);
  return hash;
}

/** `KUBE-SVC-…`: all endpoints of a Service port. Models pkg/proxy/iptables servicePortChainName (v1.36). */
export const serviceChainName = (port: ServicePortInfo): string => `KUBE-SVC-${portHash(port)}`;

/** `KUBE-SVL-…`: the endpoints of this node only. */
export const localChainName = (port: ServicePortInfo): string => `KUBE-SVL-${portHash(port)}`;

/** `KUBE-EXT-…`: what came from outside the cluster. */
export const externalChainName = (port: ServicePortInfo): string => `KUBE-EXT-${portHash(port)}`;

/** `KUBE-FW-…`: who may use the load balancer's address. */
export const firewallChainName = (port: ServicePortInfo): string => `KUBE-FW-${portHash(port)}`;

/** By Service port and address: an endpoint that comes again, in another slice or state, has its name already. */
const endpointNames = new WeakMap<ServicePortInfo, Map<string, string>>();

/** Names kept for one port; Pods come and go, and with them addresses. */
const KEPT_NAMES = 10_000;

/** `KUBE-SEP-…`: one endpoint of one Service port. */
export function endpointChainName(port: ServicePortInfo, { address }: EndpointInfo): string {
  let names = endpointNames.get(port);
  if (!names || names.size > KEPT_NAMES) {
    names = new Map();
    endpointNames.set(port, names);
  }
  const name = names.get(address) ?? `KUBE-SEP-${shortHash(port.name + port.protocol + address, HASH_LENGTH)}`;
  names.set(address, name);
  return name;
}
