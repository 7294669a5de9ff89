import { forgotten, lookUp, opens, remembered, seen, tupleOf } from '../conntrack.ts';
import { relatedTo } from '../icmp.ts';
import type { Stay } from '../stay.ts';

/** Conntrack, which stands in front of everything else: finds the packet's connection, or sees that it may open one. */
export function track(stay: Stay): void {
  const { packet } = stay;
  if (packet.icmp?.about) return trackError(stay);
  const tuple = tupleOf(packet);
  const found = lookUp(stay.conntrack, tuple, stay.now);
  if (!found) {
    stay.tuple = tuple;
    stay.fresh = opens(packet);
    stay.ct = stay.fresh ? 'NEW' : 'INVALID';
    return;
  }
  const { connection, forward } = found;
  const after = seen(connection, packet, forward, stay.now);
  switch (after.is) {
    case 'invalid':
      stay.ct = 'INVALID';
      return;
    case 'reopened':
      stay.conntrack = forgotten(stay.conntrack, connection);
      return track(stay);
    case 'over':
      stay.conntrack = forgotten(stay.conntrack, connection);
      belongs(stay, connection, forward);
      return;
    case 'seen':
      stay.conntrack = remembered(stay.conntrack, after.connection, stay.now);
      belongs(stay, after.connection, forward);
  }
}

function belongs(stay: Stay, connection: NonNullable<Stay['connection']>, forward: boolean): void {
  stay.connection = connection;
  stay.forward = forward;
  stay.ct = connection.seenReply || !forward ? 'ESTABLISHED' : 'NEW';
}

/** An ICMP error belongs to the connection of the packet that it quotes. */
function trackError(stay: Stay): void {
  const related = relatedTo(stay.conntrack, stay.packet, stay.now);
  stay.ct = related ? 'RELATED' : 'INVALID';
  if (!related) return;
  stay.connection = related.connection;
  stay.forward = !related.towardsOpener;
}

/** Writes a connection down once its first packet has got through: what is dropped or rejected leaves no entry. */
export function confirm(stay: Stay): void {
  const { connection, fresh } = stay;
  if (!connection || !fresh) return;
  stay.conntrack = remembered(stay.conntrack, connection, stay.now);
  stay.fresh = false;
}
