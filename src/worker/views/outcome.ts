import type { ConversationRecord, FlightRecord } from '../../cluster/world.ts';
import type { Outcome } from '../protocol.ts';

type Told = Pick<Outcome, 'by' | 'because'>;

const nameOf = (key: string): string => key.split('/').at(-1) ?? key;

const target = ({ program }: ConversationRecord): string =>
  program.target ? `${program.target.ip}:${program.target.port}` : program.request.host;

function answered({ outcome, flights }: ConversationRecord): Told {
  const served = outcome?.servedBy ?? 'the server';
  const from = flights.findLast(({ reply }) => reply)?.walk.packet.source;
  return { by: served, because: from ? `${from.ip}:${from.port} answered` : 'it answered' };
}

function refused({ flights }: ConversationRecord): Told {
  const reset = flights.findLast(({ walk }) => walk.packet.flags?.includes('RST'));
  const { ip = '', port = 0 } = reset?.walk.packet.source ?? {};
  const pod = nameOf(placeOfSender(reset));
  return { by: pod || ip, because: `the packet reached the Pod, but no process listens on port ${port} there` };
}

function placeOfSender(flight: FlightRecord | undefined): string {
  const place = flight?.walk.steps[0]?.place;
  return place?.at === 'socket' ? place.host : '';
}

function rejected(record: ConversationRecord): Told {
  const flight = record.flights.findLast(({ walk }) => walk.end.end === 'rejected');
  const end = flight?.walk.end;
  if (end?.end !== 'rejected')
    return { by: record.outcome?.from ?? '', because: 'a machine answered that the port is unreachable' };
  const service = /--comment "([^"]+)"/.exec(end.rule?.text ?? '')?.[1] ?? 'the Service has no endpoints';
  return {
    by: `a rule on ${end.machine}`,
    because: `${service}: the filter table answers with ${end.answer.icmp?.code ?? 'an ICMP error'}, no process was asked`,
  };
}

function timedOut(record: ConversationRecord): Told {
  const last = record.flights.at(-1);
  const end = last?.walk.end;
  if (record.outcome?.while === 'resolving' && end?.end !== 'dropped') {
    return {
      by: 'nobody',
      because: `no name server answered for ${record.program.names[0] ?? record.program.request.host}${end && 'why' in end ? `: ${end.why}` : ''}`,
    };
  }
  if (end && end.end !== 'delivered') return { by: 'nobody', because: end.why };
  return { by: 'nobody', because: `no answer came from ${target(record)}` };
}

function told(record: ConversationRecord): Told {
  switch (record.outcome?.word) {
    case 'answered':
      return answered(record);
    case 'refused':
      return refused(record);
    case 'rejected':
      return rejected(record);
    case 'no such name':
      return {
        by: 'CoreDNS',
        because: `there is no name ${record.program.request.host} in the cluster, with or without the Pod's search domains`,
      };
    case 'no such variable':
      return { by: 'the shell', because: `the Pod has no variable ${record.outcome.missing ?? ''} in its environment` };
    case 'malformed':
      return { by: 'the program', because: record.outcome.fault ?? 'the request is no address' };
    case 'reset':
      return { by: record.outcome.from ?? 'the server', because: 'the server ended before it had answered' };
    default:
      return timedOut(record);
  }
}

/** How a conversation came out, in the caller's word and with the reason behind it. */
export function outcomeOf(record: ConversationRecord): Outcome | undefined {
  const { outcome } = record;
  if (!outcome) return undefined;
  const { word, at, httpStatus, prints, seenSource } = outcome;
  const pod = word === 'answered' ? record.flights.findLast(({ reply }) => reply) : undefined;
  const host = placeOfSender(pod);
  return {
    word,
    at,
    ...(outcome.told ?? told(record)),
    prints,
    ...(host && { pod: host }),
    ...(httpStatus !== undefined && { httpStatus }),
    ...(seenSource !== undefined && { sourceSeen: seenSource }),
  };
}
