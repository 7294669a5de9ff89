import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { defaultFlags, fullSync, type ProxyMode, startProxier } from '../../src/cluster/node/kube-proxy/index.ts';
import { history, node } from '../../src/cluster/node/kube-proxy/services.fixture.ts';
import { rulesIn, textOfRules } from '../conformance/areas/kube-proxy.ts';
import { filesIn } from '../conformance/case.ts';
import { firstDifference, listing, loadable } from './listing.ts';

/** A set of rules to be loaded. */
interface Rules {
  readonly name: string;
  readonly mode: ProxyMode;
  readonly ipv6: boolean;
  readonly text: string;
}

const CASES = join(import.meta.dirname, '../conformance');
const GENERATED = 6;

function golden(): Rules[] {
  const names = filesIn(CASES, 'kube-proxy').filter((name) => !name.endsWith('.md'));
  return names.flatMap((name) => rulesIn(join(CASES, 'kube-proxy', name)).map((rules) => ({ ...rules, name })));
}

/** Services as the laws make them up, always the same ones. */
function generated(): Rules[] {
  return fc.sample(history, { numRuns: GENERATED, seed: 136 }).flatMap((changes, i) => {
    const inputs = [...new Map(changes.map(({ key, input }) => [key, input])).values()];
    return (['iptables', 'nftables'] as const).flatMap((mode) =>
      (['ip', 'ip6'] as const).map((family) => ({
        name: `generated ${i + 1}`,
        mode,
        ipv6: family === 'ip6',
        text: textOfRules(
          fullSync(
            startProxier(mode, node, defaultFlags, family),
            inputs.filter((input) => input !== undefined),
          ),
        ),
      })),
    );
  });
}

/** Loads from the standard input, then lists. */
function commandFor({ mode, ipv6 }: Rules): string {
  if (mode === 'nftables') return `nft -f - && nft list table ${ipv6 ? 'ip6' : 'ip'} kube-proxy`;
  const program = ipv6 ? 'ip6tables' : 'iptables';
  return `${program}-restore && ${program}-save`;
}

/** In a network namespace of its own, which is gone afterwards. */
const inNamespace = (command: string, input: string) =>
  spawnSync('unshare', ['-n', 'sh', '-c', command], { input, encoding: 'utf8', maxBuffer: 1 << 28 });

/** Why nothing can be checked here, in a few words. */
function missing(): string | undefined {
  const programs = ['nft', 'iptables-restore', 'iptables-save', 'ip6tables-restore', 'ip6tables-save'];
  const absent = programs.filter((program) => spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0);
  if (absent.length > 0) return `there is no ${absent.join(', no ')}`;
  const tried = inNamespace('nft list ruleset && iptables-save', '');
  if (tried.error) return 'there is no unshare';
  return tried.status === 0 ? undefined : `network namespaces or their rules may not be used: ${tried.stderr.trim()}`;
}

/** What the kernel has made of rules, if it is not what was loaded. */
function checked(rules: Rules): string | undefined {
  const text = loadable(rules.mode, rules.text);
  const { status, stdout, stderr } = inNamespace(commandFor(rules), text);
  if (status !== 0) return stderr.trim().split('\n').slice(0, 3).join('\n  ');
  return firstDifference(listing(rules.mode, text), listing(rules.mode, stdout));
}

/**
 * `npm run kernel-check`: loads the rules of the golden kube-proxy cases and of some generated Services into a real kernel
 * and compares what it lists. The exit status is 1 when one differs; where no kernel can be had it says so and is 0.
 */
export function main(print: (line: string) => void): number {
  const why = missing();
  if (why !== undefined) {
    print(`skipped: ${why}`);
    return 0;
  }
  const all = [...golden(), ...generated()];
  const wrong = all.flatMap((rules) => {
    const difference = checked(rules);
    return difference === undefined
      ? []
      : [`${rules.name}, ${rules.mode}${rules.ipv6 ? ' IPv6' : ''}\n  ${difference}`];
  });
  for (const one of wrong) print(one);
  const lines = all.reduce((sum, { text }) => sum + text.split('\n').length, 0);
  print(`${all.length - wrong.length} of ${all.length} rule sets (${lines} lines) are what the kernel lists`);
  return wrong.length === 0 ? 0 : 1;
}
