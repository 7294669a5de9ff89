import type { EndpointInfo } from '../endpoints.ts';
import { shortHash } from '../hash.ts';
import type { ServicePortInfo } from '../service-port.ts';

/** A chain's name has at most 28 characters in iptables: nine for the kind, sixteen for a hash. */
const HASH_LENGTH = 16;

/** The names of a port's chains, the same texts whoever asks. */
interface Names {
  readonly service: string;
  readonly local: string;
  readonly external: string;
  readonly firewall: string;
}

const named = new WeakMap<ServicePortInfo, Names>();

const joined = (kind: string, hash: string): string => [kind, hash].join('');

function namesOf(port: ServicePortInfo): Names {
  const known = named.get(port);
  if (known) return known;
  const hash = shortHash(port.name + port.protocol, HASH_LENGTH);
  const [service, local] = [joined('KUBE-SVC-', hash), joined('KUBE-SVL-', hash)];
  const names = { service, local, external: joined('KUBE-EXT-', hash), firewall: joined('KUBE-FW-', hash) };
  named.set(port, names);
  return names;
}

/** `KUBE-SVC-…`: all endpoints of a Service port. Models pkg/proxy/iptables servicePortChainName (v1.36). */
export const serviceChainName = (port: ServicePortInfo): string => namesOf(port).service;

/** `KUBE-SVL-…`: the endpoints of this node only. */
export const localChainName = (port: ServicePortInfo): string => namesOf(port).local;

/** `KUBE-EXT-…`: what came from outside the cluster. */
export const externalChainName = (port: ServicePortInfo): string => namesOf(port).external;

/** `KUBE-FW-…`: who may use the load balancer's address. */
export const firewallChainName = (port: ServicePortInfo): string => namesOf(port).firewall;

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
  const name = names.get(address) ?? joined('KUBE-SEP-', shortHash(port.name + port.protocol + address, HASH_LENGTH));
  names.set(address, name);
  return name;
}
