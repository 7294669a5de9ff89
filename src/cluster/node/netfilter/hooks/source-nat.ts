import type { Connection } from '../conntrack.ts';
import { withQuotedDestination } from '../icmp.ts';
import { uniqueReply, withSource } from '../nat.ts';
import { NOTHING_READ, type Stay } from '../stay.ts';
import { readChains } from './read.ts';

type SourceHook = 'POSTROUTING' | 'INPUT';

const PASSES = { POSTROUTING: 'leaves the kernel', INPUT: 'is for this machine' } as const;

/** The source is rewritten by a rule for a first packet, by its connection for all others. `own`: the machine's address on the way out. */
export function rewriteSource(stay: Stay, hook: SourceHook, own: string): void {
  const { connection, fresh } = stay;
  if (!connection) {
    if (hook === 'POSTROUTING') stay.step(hook, stay.packet, NOTHING_READ, PASSES[hook]);
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
  stay.step(
    hook,
    before,
    NOTHING_READ,
    rewritten ? 'the connection table rewrites the source' : PASSES[hook],
    connection,
  );
}

function byRule(stay: Stay, hook: SourceHook, own: string, connection: Connection): void {
  const before = stay.packet;
  const run = readChains(stay.hooks.nat(hook), stay);
  const { verdict } = run;
  const masquerades = verdict.v === 'masquerade';
  const ip = masquerades ? own : connection.reply.destination.ip;
  const random = masquerades && verdict.randomFully;
  const reply = uniqueReply(stay.conntrack, connection.reply, ip, stay.now, random, (attempt) => draw(stay, attempt));
  const after = reply === connection.reply ? connection : { ...connection, reply };
  stay.connection = after;
  stay.packet = withSource(before, after, true);
  const rewritten = stay.packet !== before;
  if (!rewritten && run.readings.length === 0 && hook === 'INPUT') return;
  stay.step(hook, before, run, rewritten ? told(stay, masquerades) : PASSES[hook], after);
}

function told({ packet: { source } }: Stay, masquerades: boolean): string {
  const becomes = `its source becomes ${source.ip}:${source.port}`;
  return masquerades
    ? `${becomes}, so that answers come back here`
    : `${becomes}, since another connection has its port`;
}

function draw({ packet, machine, moment, now }: Stay, attempt: number): number {
  const { source, destination } = packet;
  const address = [source.ip, source.port, destination.ip, destination.port, attempt, now];
  return moment.random.draw('source port', machine.name, ...address);
}
