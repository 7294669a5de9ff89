import type { EndpointInfo } from '../endpoints.ts';
import { shortHash } from '../hash.ts';
import type { ServicePortInfo } from '../service-port.ts';

/** nftables names have at most 256 characters, of which kube-proxy keeps 16 for what stands in front. */
const LONGEST = 240;

/** Letters of the hash in front of a name. */
const HASH_LENGTH = 8;

/** The name with its own hash in front, so that cut names differ too. Models nftables/proxier.go hashAndTruncate (v1.36). */
export function hashAndTruncate(name: string): string {
  const hashed = `${shortHash(name, HASH_LENGTH)}-${name}`;
  return hashed.length > LONGEST ? `${hashed.slice(0, LONGEST - 3)}...` : hashed;
}

const slashed = ({ name, portName, protocol }: ServicePortInfo): string =>
  `${portName === '' ? name : name.slice(0, -portName.length - 1)}/${protocol}/${portName}`;

const bases = new WeakMap<ServicePortInfo, string>();

function baseOf(port: ServicePortInfo): string {
  const known = bases.get(port);
  if (known !== undefined) return known;
  const base = hashAndTruncate(slashed(port));
  bases.set(port, base);
  return base;
}

/** `service-…`: all endpoints of a Service port. */
export const serviceChainName = (port: ServicePortInfo): string => `service-${baseOf(port)}`;

/** `local-…`: the endpoints of this node only. */
export const localChainName = (port: ServicePortInfo): string => `local-${baseOf(port)}`;

/** `external-…`: what came from outside the cluster. */
export const externalChainName = (port: ServicePortInfo): string => `external-${baseOf(port)}`;

/** `firewall-…`: who may use the load balancer's address. */
export const firewallChainName = (port: ServicePortInfo): string => `firewall-${baseOf(port)}`;

const endpointBase = (port: ServicePortInfo, { ip, port: number }: EndpointInfo): string =>
  hashAndTruncate(`${slashed(port)}__${ip.replaceAll(':', '.')}/${number}`);

/** `endpoint-…`: one endpoint of a Service port with session affinity; others have no chain of their own. */
export const endpointChainName = (port: ServicePortInfo, endpoint: EndpointInfo): string =>
  `endpoint-${endpointBase(port, endpoint)}`;

/** `affinity-…`: the clients that stick to the endpoint. */
export const affinitySetName = (port: ServicePortInfo, endpoint: EndpointInfo): string =>
  `affinity-${endpointBase(port, endpoint)}`;
