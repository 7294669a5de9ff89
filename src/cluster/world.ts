import type { ObjectKey } from '../api/index.ts';
import { Agenda, type Cause, type Instant, PersistentMap } from '../sim/index.ts';
import type { KeptConnection, Program, ProgramOutcome } from './apps/index.ts';
import type { Change } from './control-plane/apiserver/index.ts';
import type { Reprieve } from './control-plane/controllers/index.ts';
import { emptySnapshot, type Snapshot } from './control-plane/etcd/index.ts';
import type { Packet, Socket, Walk } from './network/index.ts';
import { noNetwork, type PodNetwork } from './node/cni/index.ts';
import type { Proxier } from './node/kube-proxy/index.ts';
import { type KubeletState, noPods } from './node/kubelet/index.ts';
import type { KernelState } from './node/netfilter/index.ts';
import { type HealthTable, nothingChecked, nothingOutside, type Surroundings } from './outside/index.ts';

/** kube-proxy of one node: what it wrote, what it has heard of and not written yet, and when it wrote last. */
export interface ProxyState {
  readonly proxier: Proxier;
  /** The same for IPv6, on a node that has such an address. */
  readonly proxier6?: Proxier;
  /** `namespace/name` of Services to look at again. */
  readonly dirty: PersistentMap<Instant>;
  readonly syncs: readonly Instant[];
  /** Why it does not run: it cannot use its configuration. What it wrote before stays. */
  readonly trouble?: string;
}

/** One packet of a conversation, from where it was made to where it ended. */
export interface FlightRecord {
  readonly id: string;
  readonly walk: Walk;
  /** It travels towards the caller. */
  readonly reply: boolean;
  /** The machine whose kernel a Pod's packet entered first. */
  readonly machine: string;
}

/** One request of a Client: its program while it runs, its packets, and how it came out. */
export interface ConversationRecord {
  readonly id: string;
  readonly client: ObjectKey;
  /** What it is sent from: a Pod's key, `Node//node-1`, or `Internet//203.0.113.10`. */
  readonly caller: ObjectKey;
  readonly number: number;
  readonly request: string;
  readonly from: Instant;
  readonly flights: readonly FlightRecord[];
  readonly program: Program;
  readonly outcome?: ProgramOutcome & {
    readonly at: Instant;
    readonly prints: string;
    /** Why, where more can be said than the word: who decided, the sentence, the line to blame and its cure. */
    readonly told?: {
      readonly by: string;
      readonly because: string;
      readonly blame?: { readonly object: ObjectKey; readonly field: string };
      readonly fix?: string;
    };
  };
}

/** What is remembered of a Client. */
export interface ClientState {
  /** Requests that it ever sent: the next one's number is one more. */
  readonly sent: number;
  /** Requests since its spec was last changed, which `times` counts. */
  readonly count: number;
  /** Which letter its packets carry, from 0; no two living Clients have the same. */
  readonly letter: number;
  /** The connection that a Client with KeepAlive holds open, and the conversation that used it last. */
  readonly connection?: KeptConnection & { readonly conversation: string };
}

/** The server's end of an open TCP connection. */
export interface OpenSocket {
  /** The Pod or machine whose end is the connection's. */
  readonly owner: ObjectKey;
  readonly host: string;
  readonly machine: string;
  /** The conversation that used it last. */
  readonly conversation: string;
  readonly local: Socket;
  readonly remote: Socket;
  /** The server has said goodbye: before the client did, or in answer; then only the client's last ACK is to come (LAST-ACK of RFC 9293). */
  readonly closing?: 'first' | 'last';
}

/** A proxy's two connections: the one that a client opened to it, and its own to a node port. */
export interface Relay {
  readonly conversation: string;
  readonly balancer: string;
  /** The proxy's end and the client's end. */
  readonly front: { readonly local: Socket; readonly remote: Socket };
  /** The proxy's end and the node port. */
  readonly back: { readonly local: Socket; readonly remote: Socket };
  /** Whether the node port has accepted; until then what the client sends waits. */
  readonly open: boolean;
  readonly waiting: readonly Packet[];
  /** The client has said goodbye; what is still to come is its last ACK, and the node's goodbye. */
  readonly closing?: true;
}

/** A packet that has been sent and will be delivered. */
export interface InFlight {
  readonly conversation: string;
  readonly packet: Packet;
  readonly host: string;
  readonly machine: string;
  /** It has not arrived: an ICMP error or a slow program's answer is made there then, and starts. */
  readonly made?: true;
}

/** What a component says that it did or saw, as Kubernetes' Events do; or what a person did by hand. */
export interface Event {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly object: ObjectKey;
}

/**
 * Something that happened, for the timeline: a write and who made it, a sync of rules, or an event. `cause` is the change that the
 * writer had watched: following it from entry to entry leads from a rule on a node back to the hand that applied a manifest.
 */
export type LogEntry = { readonly at: Instant; readonly by: string; readonly cause?: Cause } & (
  | { readonly changes: readonly Change[] }
  | { readonly synced: string; readonly services: number }
  | { readonly event: Event }
);

/**
 * Everything that is true at one instant. A world never changes; a step makes another one. Nothing that matters is kept
 * anywhere else, so an old world can be gone on from as well as the newest.
 */
export interface World {
  readonly seed: number;
  readonly now: Instant;
  readonly etcd: Snapshot;
  readonly agenda: Agenda;
  readonly kubelets: KubeletState;
  readonly network: PodNetwork;
  /** Machines that are switched off, and since when. */
  readonly off: PersistentMap<Instant>;
  /** Pods that are put up with on tainted Nodes, by Pod. */
  readonly reprieves: PersistentMap<Reprieve>;
  /** By node name. */
  readonly kernels: PersistentMap<KernelState>;
  readonly proxies: PersistentMap<ProxyState>;
  /** Machines whose cable to the network is cut, and since when. */
  readonly cut: PersistentMap<Instant>;
  /** What is not in the cluster. */
  readonly outside: Surroundings;
  /** What load balancers think of the nodes. */
  readonly health: HealthTable;
  /** The last check of each node by each balancer, by balancer and node. */
  readonly checks: PersistentMap<ConversationRecord>;
  /** Connections that proxies hold on both sides, by either side's socket. */
  readonly relays: PersistentMap<Relay>;
  /** By the Client's key. */
  readonly clients: PersistentMap<ClientState>;
  readonly sockets: PersistentMap<OpenSocket>;
  readonly conversations: PersistentMap<ConversationRecord>;
  readonly inFlight: PersistentMap<InFlight>;
  readonly log: PersistentMap<LogEntry>;
  /** Counts packets and log entries: what is numbered is numbered once. */
  readonly serial: number;
}

/** The world before anything exists. */
export function emptyWorld(seed: number): World {
  return {
    seed,
    now: 0,
    etcd: emptySnapshot,
    agenda: Agenda.empty,
    kubelets: noPods,
    network: noNetwork,
    off: PersistentMap.empty(),
    reprieves: PersistentMap.empty(),
    kernels: PersistentMap.empty(),
    proxies: PersistentMap.empty(),
    cut: PersistentMap.empty(),
    outside: nothingOutside,
    health: nothingChecked,
    checks: PersistentMap.empty(),
    relays: PersistentMap.empty(),
    clients: PersistentMap.empty(),
    sockets: PersistentMap.empty(),
    conversations: PersistentMap.empty(),
    inFlight: PersistentMap.empty(),
    log: PersistentMap.empty(),
    serial: 0,
  };
}

/** A number as a key that sorts like the number. */
export const serialKey = (serial: number): string => String(serial).padStart(12, '0');
