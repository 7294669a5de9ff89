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

const endpointNames = new WeakMap<EndpointInfo, string>();

/** `KUBE-SEP-…`: one endpoint of one Service port. */
export function endpointChainName(port: ServicePortInfo, endpoint: EndpointInfo): string {
  const known = endpointNames.get(endpoint);
  if (known !== undefined) return known;
  const name = `KUBE-SEP-${shortHash(port.name + port.protocol + endpoint.address, HASH_LENGTH)}`;
  endpointNames.set(endpoint, name);
  return name;
}
