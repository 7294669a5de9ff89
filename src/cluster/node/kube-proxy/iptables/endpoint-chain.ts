import type { Chain } from '../../netfilter/index.ts';
import type { EndpointInfo } from '../endpoints.ts';
import type { ServicePortInfo } from '../service-port.ts';
import { endpointChainName } from './names.ts';
import { comment, host, jump, MARK_MASQ, rule } from './rules.ts';
import { affinityNote } from './session-affinity.ts';

/** `KUBE-SEP-…`: a Pod that reaches itself is masqueraded (hairpin), then the destination becomes the endpoint. */
export function endpointChain(port: ServicePortInfo, endpoint: EndpointInfo, comments: boolean): Chain {
  const label = comments ? [comment(port.name)] : [];
  const { protocol } = port;
  return {
    name: endpointChainName(port, endpoint),
    rules: [
      rule([{ m: 'source', cidr: host(endpoint.ip) }, ...label], jump(MARK_MASQ), endpoint.origin),
      rule(
        [{ m: 'protocol', protocol }, ...label, ...affinityNote(port, endpoint), { m: 'port', protocol }],
        { t: 'dnat', to: { ip: endpoint.ip, port: endpoint.port } },
        endpoint.origin,
      ),
    ],
  };
}
