import type { NftChain } from '../../netfilter/index.ts';
import type { EndpointInfo } from '../endpoints.ts';
import type { ServicePortInfo } from '../service-port.ts';
import { endpointChainName } from './names.ts';
import { nftRule } from './rules.ts';
import { affinityNote } from './session-affinity.ts';

/** `endpoint-…`: notes the client, then the destination becomes the endpoint. Only Services with session affinity need it. */
export function endpointChain(port: ServicePortInfo, endpoint: EndpointInfo): NftChain {
  return {
    name: endpointChainName(port, endpoint),
    rules: [
      affinityNote(port, endpoint),
      nftRule(
        [
          { x: 'l4proto', protocol: port.protocol },
          { x: 'dnat', to: { ip: endpoint.ip, port: endpoint.port } },
        ],
        endpoint.origin,
      ),
    ],
  };
}
