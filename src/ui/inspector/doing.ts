import type { Conversation, Flight, Instant, Leg, Thing } from '../../worker/protocol.ts';
import { nameIn, shortPodName } from './names.ts';

type Things = ReadonlyMap<string, Thing>;

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

const ordinal = (index: number): string => ORDINALS[index] ?? `${index + 1}th`;

/** The packet that is under way at an instant, or the last one before it. */
export function flightAt(flights: readonly Flight[], now: Instant): Flight | undefined {
  return flights.filter((flight) => flight.from <= now).toSorted((one, other) => other.from - one.from)[0];
}

function onLadder(label: string, rules: string, rung: number, things: Things): string {
  const thing = things.get(rules);
  const node = thing?.kind === 'rules' ? thing.node : 'the node';
  const refuses = thing?.kind === 'rules' && thing.refusal === 'drop' ? 'dropping' : 'rejecting';
  return rung < 0 ? `${label} meets the ${refuses} rule on ${node}` : `${label} falls through the rules on ${node}`;
}

function onBranch(rules: string, rung: number, pod: string, things: Things): string {
  const thing = things.get(rules);
  const endpoint = thing?.kind === 'rules' ? thing.rungs[rung]?.endpoint : undefined;
  return `${ordinal(rung)} branch taken, → ${endpoint ?? shortPodName(nameIn(pod))}`;
}

function entering(label: string, entry: string, door: string): string {
  return entry.startsWith('balancer/') ? `${label} to the load balancer` : `${label} to the node port of ${door}`;
}

function goingOut(label: string, leg: Leg, things: Things): string {
  switch (leg.on.road) {
    case 'dns':
      return `asks ${nameIn(leg.on.dns)}: ${label}`;
    case 'approach':
      return `${label} to the Service's address`;
    case 'enter':
      return entering(label, leg.on.entry, leg.on.door);
    case 'wall':
      return `${label} comes to the nodes' firewall`;
    case 'pass':
      return `${label} has come in on ${leg.on.door}`;
    case 'ladder':
      return onLadder(label, leg.on.rules, leg.on.rung, things);
    case 'branch':
      return onBranch(leg.on.rules, leg.on.rung, leg.on.pod, things);
    case 'direct':
      return leg.on.to === ''
        ? `${label} to an address that nobody has`
        : `${label} straight to ${shortPodName(nameIn(leg.on.to))}`;
  }
}

function comingBack(label: string, leg: Leg): string {
  switch (leg.on.road) {
    case 'dns':
      return `answer of ${nameIn(leg.on.dns)}: ${label}`;
    case 'ladder':
      return `${label} on its way back: conntrack, no rule is read`;
    case 'branch':
      return `${label} of ${shortPodName(nameIn(leg.on.pod))}`;
    case 'enter':
    case 'pass':
      return `${label} on its way back out of ${leg.on.door}`;
    case 'approach':
      return `${label} comes back from the Service's address`;
    case 'direct':
    case 'wall':
      return `${label} on its way back`;
  }
}

/** What a conversation is doing at an instant, in words. Never what is still to come. */
export function doing(conversation: Conversation, now: Instant, things: Things): string {
  const { outcome } = conversation;
  if (outcome !== undefined && outcome.at <= now)
    return outcome.word === 'answered' && outcome.pod !== undefined
      ? `answered by ${shortPodName(nameIn(outcome.pod))}`
      : outcome.because;
  const flight = flightAt(conversation.flights, now);
  if (flight === undefined) return 'about to start';
  if (flight.to < now) return flight.end === 'delivered' ? 'waiting' : 'no answer yet';
  const leg = flight.legs.find((candidate) => candidate.from <= now && now <= candidate.to);
  if (leg === undefined) return flight.label;
  return leg.back ? comingBack(flight.label, leg) : goingOut(flight.label, leg, things);
}

/** The newest conversation of every Client that has begun, by letter. */
export function currentConversations(conversations: Iterable<Conversation>, now: Instant): readonly Conversation[] {
  const byLetter = new Map<string, Conversation>();
  for (const conversation of conversations) {
    const known = byLetter.get(conversation.letter);
    if (conversation.from <= now && (known === undefined || conversation.from >= known.from))
      byLetter.set(conversation.letter, conversation);
  }
  return [...byLetter.values()].toSorted((one, other) => one.letter.localeCompare(other.letter));
}
