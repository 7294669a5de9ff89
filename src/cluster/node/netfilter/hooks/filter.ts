import type { Handled } from '../../../network/index.ts';
import type { BaseChain, Verdict } from '../base-chain.ts';
import { icmpAnswer } from '../icmp.ts';
import type { Stay } from '../stay.ts';
import { readChains } from './read.ts';

type FilterHook = BaseChain['hook'];

/** The filters of a hook; undefined when they let the packet pass. */
export function filter(stay: Stay, hook: FilterHook): Handled | undefined {
  return judged(stay, hook, readChains(stay.hooks.filter(hook), stay));
}

/** The filters that look at packets before their destination is rewritten, where somebody has put some. */
export function earlyFilter(stay: Stay, hook: FilterHook): Handled | undefined {
  const chains = stay.hooks.early(hook);
  return chains.length === 0 ? undefined : judged(stay, hook, readChains(chains, stay));
}

/** What a program of this machine sends is stopped before its system call has ended, so the call fails. */
const errnoAt = (hook: FilterHook): { readonly errno?: 'EPERM' } => (hook === 'OUTPUT' ? { errno: 'EPERM' } : {});

function judged(stay: Stay, hook: FilterHook, verdict: Verdict): Handled | undefined {
  const stopped = verdict.v === 'drop' || verdict.v === 'reject';
  const verb = verdict.v === 'drop' ? 'drops' : 'rejects';
  stay.step(hook, stay.packet, stopped ? `a filter rule ${verb} it` : 'the filters let it pass');
  if (!stopped) return undefined;
  const { rule } = stay;
  const more = { place: stay.placeOf(hook), ...(rule && { rule }), ...errnoAt(hook) };
  if (verdict.v === 'drop') return { to: 'drop', why: 'a rule drops it without a word', ...more };
  const why = 'a rule rejects it';
  const answer = icmpAnswer(stay.machine, stay.packet, 'port-unreachable');
  return answer ? { to: 'reject', answer, why, ...more } : { to: 'drop', why, ...more };
}
