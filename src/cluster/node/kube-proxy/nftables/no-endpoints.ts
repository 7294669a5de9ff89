import { elementKey, type NftChain, type NftVerdict } from '../../netfilter/index.ts';
import type { ServicePortInfo } from '../service-port.ts';
import { always, type Claim, claim, nftRule, origin } from './rules.ts';

/** `reject-chain`: where maps lead that want to refuse, which a map cannot do itself. */
export const rejectChain: NftChain = {
  name: 'reject-chain',
  comment: 'helper for @no-endpoint-services / @no-endpoint-nodeports',
  rules: [nftRule([{ x: 'reject' }], always)],
};

/** No endpoint anywhere: refuse, so that the caller knows. Endpoints elsewhere under policy Local: drop, so that a load balancer tries another node. */
export const refusalFor = (anyEndpoint: boolean): NftVerdict =>
  anyEndpoint ? { v: 'drop' } : { v: 'goto', chain: rejectChain.name };

const refuse = (port: ServicePortInfo, ip: string, refusal: NftVerdict): Claim =>
  claim('no-endpoint-services', elementKey(ip, port.protocol, port.port), refusal, origin(port), port.name);

/** The refusal of a cluster IP. */
export function refuseClusterIP(port: ServicePortInfo, refusal: NftVerdict): Claim[] {
  return [refuse(port, port.clusterIP, refusal)];
}

/** The refusals of every address outside. */
export function refuseExternal(port: ServicePortInfo, refusal: NftVerdict): Claim[] {
  const addresses = [...port.externalIPs, ...port.loadBalancerIPs].map((ip) => refuse(port, ip, refusal));
  if (port.nodePort === 0) return addresses;
  const field = origin(port, `spec.ports[${port.index}].nodePort`);
  const key = elementKey(port.protocol, port.nodePort);
  return [...addresses, claim('no-endpoint-nodeports', key, refusal, field, port.name)];
}
