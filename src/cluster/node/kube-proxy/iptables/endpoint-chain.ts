import type { Chain, Match } from '../../netfilter/index.ts';
import type { EndpointInfo } from '../endpoints.ts';
import type { ServicePortInfo } from '../service-port.ts';
import { endpointChainName } from './names.ts';
import { comment, host, jump, MARK_MASQ, rule } from './rules.ts';
import { affinityNote } from './session-affinity.ts';

/** What the chains of a port's endpoints have in common; there can be tens of thousands of them. */
interface Shared {
  readonly label: readonly Match[];
  /** Of the rule that rewrites the destination. */
  readonly rewrites: readonly Match[];
}

const shared = { with: new WeakMap<ServicePortInfo, Shared>(), without: new WeakMap<ServicePortInfo, Shared>() };

function sharedBy(port: ServicePortInfo, comments: boolean): Shared {
  const all = comments ? shared.with : shared.without;
  const known = all.get(port);
  if (known) return known;
  const { protocol } = port;
  const label = comments ? [comment(port.name)] : [];
  const made = { label, rewrites: [{ m: 'protocol', protocol }, ...label, { m: 'port', protocol }] as const };
  all.set(port, made);
  return made;
}

const MASQUERADE = jump(MARK_MASQ);

/** `KUBE-SEP-…`: a Pod that reaches itself is masqueraded (hairpin), then the destination becomes the endpoint. */
export function endpointChain(port: ServicePortInfo, endpoint: EndpointInfo, comments: boolean): Chain {
  const { label, rewrites } = sharedBy(port, comments);
  const { ip, port: number, origin } = endpoint;
  return {
    name: endpointChainName(port, endpoint),
    rules: [
      rule([{ m: 'source', cidr: host(ip) }, ...label], MASQUERADE, origin),
      rule(noting(rewrites, port, endpoint), { t: 'dnat', to: { ip, port: number } }, origin),
    ],
  };
}

/** With session affinity the note stands in front of what is asked of the port. */
function noting(rewrites: readonly Match[], port: ServicePortInfo, endpoint: EndpointInfo): readonly Match[] {
  const note = affinityNote(port, endpoint);
  return note.length === 0 ? rewrites : [...rewrites.slice(0, -1), ...note, ...rewrites.slice(-1)];
}
