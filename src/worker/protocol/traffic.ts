/** What moves over the chart. */
import type { ObjectKey } from '../../api/index.ts';
import type { Instant } from './instant.ts';
import type { Stay } from './places.ts';

/** A piece of road on the concept chart; `back` means it is travelled against its direction, as replies do. */
export type Road =
  /** From a client to the Service it dials. */
  | { readonly road: 'approach'; readonly client: string; readonly service: string }
  /** From a client to an entry: a node port's door in one machine, or a load balancer (`door` is then the machine it chose, or empty). */
  | { readonly road: 'enter'; readonly client: string; readonly entry: string; readonly door: string }
  /** From a caller outside to the firewall that stops it. */
  | { readonly road: 'wall'; readonly client: string }
  /** From an entry's door to the Service. */
  | { readonly road: 'pass'; readonly entry: string; readonly door: string; readonly service: string }
  /** Through the Service's ghost and down the ladder of rules to a rung (counted from 0); -1 is the rejecting rule. */
  | { readonly road: 'ladder'; readonly service: string; readonly rules: string; readonly rung: number }
  /** From a rung to the Pod. */
  | { readonly road: 'branch'; readonly rules: string; readonly rung: number; readonly pod: string }
  /** From a client to the name server. */
  | { readonly road: 'dns'; readonly client: string; readonly dns: string }
  /** From a Pod straight to another address, no Service between; `to` may be empty when nobody has the address. */
  | { readonly road: 'direct'; readonly client: string; readonly to: string };

/** One piece of a packet's way over the concept chart and when it is on it. */
export interface Leg {
  readonly on: Road;
  readonly back: boolean;
  readonly from: Instant;
  readonly to: Instant;
}

/** Something that happens to a packet on its way, to be seen where and when it happens. */
export interface Mark {
  readonly at: Instant;
  /** Index of the leg it happens on. */
  readonly leg: number;
  readonly what: 'dnat' | 'snat' | 'un-dnat' | 'un-snat' | 'rejected' | 'dropped' | 'refused' | 'lost';
  /** What the field was and is now (`10.96.17.4:80`, `10.244.1.7:8080`), or for an end: why. */
  readonly before: string;
  readonly after: string;
}

/** The shape of a packet on the chart. */
export type Shape = 'tcp' | 'udp' | 'icmp' | 'dns';

/** One packet's way from where it was made to where it ended. */
export interface Flight {
  readonly id: string;
  readonly shape: Shape;
  /** An answer is drawn hollow. */
  readonly reply: boolean;
  /** `SYN`, `SYN-ACK`, `GET /`, `200 OK`, `RST`, `A random-generator.default.svc.cluster.local.` … */
  readonly label: string;
  readonly from: Instant;
  readonly to: Instant;
  /** Its way over the Concept chart. */
  readonly legs: readonly Leg[];
  /** The same way over the Wire chart: where it really was. */
  readonly stays: readonly Stay[];
  readonly marks: readonly Mark[];
  readonly end: 'delivered' | 'dropped' | 'rejected' | 'lost';
}

/**
 * `refused`: a RST; `rejected`: an ICMP port-unreachable; `unreachable`: another ICMP error; `reset`: an open connection was
 * torn down; `no such variable`: the request names an environment variable that the Pod does not have; `malformed`: what
 * was asked for is no address, for instance because of what a variable holds.
 */
export type OutcomeWord =
  | 'answered'
  | 'refused'
  | 'rejected'
  | 'unreachable'
  | 'timed out'
  | 'reset'
  | 'no such name'
  | 'no such variable'
  | 'malformed';

/** How a conversation came out, as the caller sees it. */
export interface Outcome {
  readonly word: OutcomeWord;
  readonly at: Instant;
  /** Who or what decided: `random-generator-…-x4k2p`, `a rule on node-1`. */
  readonly by: string;
  /** The sentence behind the word: why it came out so. */
  readonly because: string;
  /** What the program printed, in its own words: curl's, nc's, ping's or dig's. */
  readonly prints?: string;
  /** The one line of YAML to blame, when there is one. `field` is a path such as `spec.ports[0].targetPort`. */
  readonly blame?: { readonly object: ObjectKey; readonly field: string };
  /** The edit that cures it, when one edit does. */
  readonly fix?: string;
  /** The Pod that answered, as a key. */
  readonly pod?: string;
  /** The caller's address as whoever answered saw it. */
  readonly sourceSeen?: string;
  readonly httpStatus?: number;
}

/** One request of a Client from the first packet to the outcome: name lookup, connection, request. */
export interface Conversation {
  readonly id: string;
  /** The Client object's key. */
  readonly client: ObjectKey;
  /** What it sends from: a Pod's key, `Node//node-1`, or `Internet//203.0.113.10`. */
  readonly caller: ObjectKey;
  readonly clientName: string;
  readonly request: string;
  /** `A` … `F`: fixed per Client; colour and letter of its packets. */
  readonly letter: string;
  /** 1 for the first request of that Client. */
  readonly number: number;
  readonly from: Instant;
  /** When it ended, or until when its packets are known. */
  readonly to: Instant;
  readonly flights: readonly Flight[];
  /** What is known at `to`; absent while it goes on. The page shows it only once the play-head has passed `outcome.at`. */
  readonly outcome?: Outcome;
}
