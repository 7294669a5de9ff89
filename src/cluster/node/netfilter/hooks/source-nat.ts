import type { Packet } from '../../../network/index.ts';
import type { Connection } from '../conntrack.ts';
import { withQuotedDestination } from '../icmp.ts';
import { uniqueReply, withSource } from '../nat.ts';
import type { Stay, Telling } from '../stay.ts';
import { readChains } from './read.ts';

type SourceHook = 'POSTROUTING' | 'INPUT';

const PASSES = { POSTROUTING: 'leaves the kernel', INPUT: 'is for this machine' } as const;

/** The source is rewritten by a rule for a first packet, by its connection for all others. `own`: the machine's address on the way out. */
export function rewriteSource(stay: Stay, hook: SourceHook, own: string): void {
  const { connection, fresh } = stay;
  if (!connection) {
    if (hook === 'POSTROUTING') stay.step(hook, stay.packet, PASSES[hook]);
    return;
  }
  if (fresh) byRule(stay, hook, own, connection);
  else byConnection(stay, hook, connection);
}

function byConnection(stay: Stay, hook: SourceHook, connection: Connection): void {
  const before = stay.packet;
  const { forward } = stay;
  stay.packet =
    stay.ct === 'RELATED'
      ? withQuotedDestination(before, { connection, towardsOpener: !forward })
      : withSource(before, connection, forward);
  const rewritten = stay.packet !== before;
  if (!rewritten && hook === 'INPUT') return;
  stay.step(hook, before, rewritten ? 'the connection table rewrites the source' : PASSES[hook], connection);
}

function byRule(stay: Stay, hook: SourceHook, own: string, connection: Connection): void {
  const before = stay.packet;
  const verdict = readChains(stay.hooks.nat(hook), stay);
  const masquerades = verdict.v === 'masquerade';
  const ip = masquerades ? own : connection.reply.destination.ip;
  const random = masquerades && verdict.randomFully;
  const reply = uniqueReply(stay.conntrack, connection.reply, ip, stay.now, random, (attempt) => draw(stay, attempt));
  const after = reply === connection.reply ? connection : { ...connection, reply };
  stay.connection = after;
  stay.packet = withSource(before, after, true);
  const rewritten = stay.packet !== before;
  if (!rewritten && !stay.hasRead && hook === 'INPUT') return;
  const told = masquerades ? toldMasqueraded : toldAnotherPort;
  stay.step(hook, before, rewritten ? told : PASSES[hook], after);
}

const becomes = ({ source }: Packet): string => `its source becomes ${source.ip}:${source.port}`;
const toldMasqueraded: Telling = ({ after }) => `${becomes(after)}, so that answers come back here`;
const toldAnotherPort: Telling = ({ after }) => `${becomes(after)}, since another connection has its port`;

function draw({ packet, machine, moment, now }: Stay, attempt: number): number {
  const { source, destination } = packet;
  const address = [source.ip, source.port, destination.ip, destination.port, attempt, now];
  return moment.random.draw('source port', machine.name, ...address);
}
