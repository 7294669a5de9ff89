import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { EndpointInfo } from '../endpoints.ts';
import type { ServicePortInfo } from '../service-port.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The first 16 letters of the base32 (RFC 4648) of a text's SHA-256: five bits a letter. */
export function shortHash(text: string): string {
  const bytes = sha256(utf8ToBytes(text));
  let bits = 0n;
  for (const byte of bytes.subarray(0, 10)) bits = (bits << 8n) | BigInt(byte);
  return Array.from({ length: 16 }, (_, i) => BASE32[Number((bits >> BigInt(75 - 5 * i)) & 31n)]).join('');
}

const hashes = new WeakMap<ServicePortInfo, string>();

function portHash(port: ServicePortInfo): string {
  const known = hashes.get(port);
  if (known !== undefined) return known;
  const hash = shortHash(port.name + port.protocol);
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

const endpointNames = new WeakMap<EndpointInfo, Map<string, string>>();

/** `KUBE-SEP-…`: one endpoint of one Service port. */
export function endpointChainName(port: ServicePortInfo, endpoint: EndpointInfo): string {
  const names = endpointNames.get(endpoint) ?? new Map<string, string>();
  endpointNames.set(endpoint, names);
  const text = port.name + port.protocol + endpoint.address;
  const name = names.get(text) ?? `KUBE-SEP-${shortHash(text)}`;
  names.set(text, name);
  return name;
}
