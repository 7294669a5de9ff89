import { opened, tupleOf } from '../conntrack.ts';
import { withQuotedSource } from '../icmp.ts';
import { withDestination } from '../nat.ts';
import type { Stay, Telling } from '../stay.ts';
import { readChains } from './read.ts';

type DestinationHook = 'PREROUTING' | 'OUTPUT';

/** The destination is rewritten by a rule for a first packet, by its connection for all others. */
export function rewriteDestination(stay: Stay, hook: DestinationHook): void {
  if (stay.fresh) return byRule(stay, hook);
  const before = stay.packet;
  const { connection, forward } = stay;
  if (!connection) return stay.step(hook, before, 'belongs to no connection; no nat rule is read');
  const isError = stay.ct === 'RELATED';
  stay.packet = isError
    ? withQuotedSource(before, { connection, towardsOpener: !forward })
    : withDestination(before, connection, forward);
  stay.step(hook, before, told(isError, stay.packet !== before), connection);
}

function told(isError: boolean, rewritten: boolean): string {
  if (isError) return 'an error about a known connection; the connection table undoes the NAT';
  return rewritten
    ? 'a known connection: the connection table rewrites the destination, no rule is read'
    : 'a known connection; no nat rule is read';
}

function byRule(stay: Stay, hook: DestinationHook): void {
  const before = stay.packet;
  const verdict = readChains(stay.hooks.nat(hook), stay);
  const original = stay.tuple ?? tupleOf(before);
  if (verdict.v !== 'dnat') {
    stay.connection = opened(original, before, stay.now);
    return stay.step(hook, before, 'opens a connection; no nat rule takes it');
  }
  const { to } = verdict;
  stay.connection = opened(original, before, stay.now, to);
  stay.packet = { ...before, destination: to };
  stay.step(hook, before, toldOpened);
}

const toldOpened: Telling = ({ after: { destination } }) =>
  `opens a connection; its destination becomes ${destination.ip}:${destination.port}`;
