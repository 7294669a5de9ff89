import type { Packet, Step } from '../../cluster/network/index.ts';
import type { FlightRecord } from '../../cluster/world.ts';
import type { Leg, Mark } from '../protocol.ts';

const text = ({ ip, port }: Packet['source']): string => `${ip}:${port}`;

function rewrites({ before, after, to }: Step, reply: boolean): Omit<Mark, 'leg'>[] {
  const marks: Omit<Mark, 'leg'>[] = [];
  const [from, into] = [text(before.destination), text(after.destination)];
  const [was, is] = [text(before.source), text(after.source)];
  if (from !== into) marks.push({ at: to, what: reply ? 'un-snat' : 'dnat', before: from, after: into });
  if (was !== is) marks.push({ at: to, what: reply ? 'un-dnat' : 'snat', before: was, after: is });
  return marks;
}

function ending({ walk }: FlightRecord, refused: boolean): Omit<Mark, 'leg'>[] {
  const { end, to } = walk;
  const destination = text(walk.steps.at(-1)?.after.destination ?? walk.packet.destination);
  if (refused) return [{ at: to, what: 'refused', before: destination, after: 'nobody listens there' }];
  if (end.end === 'delivered') return [];
  return [{ at: to, what: end.end, before: destination, after: end.why }];
}

/** What happens to a flight on its way, each on the leg that it happens on. `refused`: its answer was a RST. */
export function marksOf(flight: FlightRecord, legs: readonly Leg[], refused: boolean): readonly Mark[] {
  const marks = [...flight.walk.steps.flatMap((step) => rewrites(step, flight.reply)), ...ending(flight, refused)];
  const legAt = (at: number): number => {
    const index = legs.findIndex((leg) => at <= leg.to);
    return index === -1 ? Math.max(0, legs.length - 1) : index;
  };
  return marks.map((mark) => ({ ...mark, leg: legAt(mark.at) }));
}
