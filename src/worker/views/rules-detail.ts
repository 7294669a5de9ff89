import type { Reader } from '../../cluster/control-plane/apiserver/index.ts';
import { iptablesSave, type KernelState, nftListTable, packetsThrough } from '../../cluster/node/netfilter/index.ts';
import type { World } from '../../cluster/world.ts';
import type { RulesDetail, RulesText } from '../protocol.ts';
import { serviceOf } from './slice-service.ts';

/** One line of a listing; an empty chain for lines that are no rule. */
interface Line {
  readonly text: string;
  readonly family: 'ip' | 'ip6';
  readonly table: string;
  readonly chain: string;
  readonly origin: { readonly object: string; readonly field: string };
}

/** What a kernel's rules are printed as. */
interface Listing {
  readonly lines: readonly Line[];
}

const nftLines = (tables: KernelState['nftables']): Line[] =>
  tables.flatMap((table) =>
    nftListTable(table).map(({ text, within, isPart, origin }) => ({
      text,
      family: table.family,
      table: `${table.family} ${table.name}`,
      chain: isPart ? within : '',
      origin,
    })),
  );

const heading = (text: string, family: Line['family']): Line => ({
  text,
  family,
  table: 'nat',
  chain: '',
  origin: { object: '', field: '' },
});

const savedLines = (rules: KernelState['rules']): readonly Line[] =>
  iptablesSave(rules).map((line) => ({ ...line, family: rules.family }));

/** What `iptables-save` prints; on a machine with IPv6 what `ip6tables-save` prints as well, each under its name. */
function iptablesLines({ rules, rules6 }: KernelState, dualStack: boolean): readonly Line[] {
  const lines = savedLines(rules);
  return dualStack
    ? [heading('# iptables-save', 'ip'), ...lines, heading('# ip6tables-save', 'ip6'), ...savedLines(rules6)]
    : lines;
}

/** Rules are values: what they were listed as holds as long as they are the same, in both families. */
const listings = new WeakMap<object, Listing & { readonly beside: object | undefined }>();

/** What kube-proxy wrote, in its mode: in iptables mode with the kernel's other rules, which packets read as well. */
function listingOf(kernel: KernelState, mode: RulesDetail['mode'], dualStack: boolean): Listing {
  const { rules, rules6, nftables } = kernel;
  const source = mode === 'nftables' ? nftables : rules;
  const beside = mode === 'iptables' && dualStack ? rules6 : undefined;
  const known = listings.get(source);
  if (known && known.beside === beside) return known;
  const lines = mode === 'nftables' ? nftLines(nftables) : iptablesLines(kernel, dualStack);
  const listing = { lines, beside };
  listings.set(source, listing);
  return listing;
}

/** Values by number, each once. */
class Numbered {
  readonly values: string[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf(value: string): number {
    const known = this.numbers.get(value);
    if (known !== undefined) return known;
    this.numbers.set(value, this.values.length);
    return this.values.push(value) - 1;
  }
}

/** A listing as few and long strings: hundreds of thousands of small ones would stop the page that takes them in. */
function textOf({ lines }: Listing, read: Reader): RulesText {
  const [chains, origins] = [new Numbered(), new Numbered()];
  const services = new Map<string, string>();
  const chainOf = new Uint32Array(lines.length);
  const originOf = new Uint32Array(lines.length);
  for (const [index, { table, chain, origin }] of lines.entries()) {
    const { object, field } = origin;
    const service = services.get(object) ?? serviceOf(object, read);
    services.set(object, service);
    chainOf[index] = chains.numberOf(`${table} ${chain}`);
    originOf[index] = origins.numberOf(`${object}\t${field}\t${service}`);
  }
  const text = lines.map((line) => line.text).join('\n');
  return { text, chains: chains.values.join('\n'), chainOf, origins: origins.values.join('\n'), originOf };
}

/** Which rules packets have taken, and how many: pairs of line and count. */
function countsOf({ lines }: Listing, { counters }: KernelState): RulesDetail['counts'] {
  const through = packetsThrough(counters);
  return lines.flatMap((rule, line) => {
    const packets = rule.chain === '' ? 0 : through({ ...rule, text: rule.text.trim() });
    return packets === 0 ? [] : [[line, packets] as const];
  });
}

/**
 * The rules of a node as `iptables-save` (with IPv6 also `ip6tables-save`) or `nft list table` prints them, and the packets that took each. `sent` is the listing
 * that the page has: the same one is not sent again. Comes with the listing, to be handed in the next time.
 */
export function rulesDetail(
  node: string,
  world: World,
  read: Reader,
  sent: object | undefined,
): { readonly detail: RulesDetail; readonly listing: object | undefined } {
  const kernel = world.kernels.get(node);
  const proxy = world.proxies.get(node);
  const mode = proxy?.proxier.mode ?? 'iptables';
  const listing = kernel && listingOf(kernel, mode, proxy?.proxier6 !== undefined);
  const detail: RulesDetail = {
    of: 'rules',
    node,
    mode,
    ...(listing && listing !== sent && { text: textOf(listing, read) }),
    counts: listing && kernel ? countsOf(listing, kernel) : [],
    syncedAt: proxy?.syncs.at(-1) ?? 0,
  };
  return { detail, listing };
}
