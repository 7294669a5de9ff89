/**
 * THE WIRE between the page and the engine: plain data, both ways. The page never sees the cluster, only views of it;
 * entities are patched one by one so that one changed Pod wakes one component.
 */
import type { ObjectKey, Status } from '../api/index.ts';

/** Milliseconds of virtual time since the cluster began. */
export type Instant = number;

/** One manifest file of the scenario, as typed. */
export interface ManifestFile {
  readonly name: string;
  readonly text: string;
}

/** What a person can ask for. `apply` is the whole text of all files: what is missing from it is pruned. */
export type Command =
  | { readonly act: 'apply'; readonly files: readonly ManifestFile[] }
  | { readonly act: 'delete-pod'; readonly pod: ObjectKey }
  | { readonly act: 'set-readiness'; readonly pod: ObjectKey; readonly ready: boolean };

export type ToWorker =
  /** Starts a cluster from these files. The answer is the first `Update`. */
  | { readonly t: 'start'; readonly seed: number; readonly files: readonly ManifestFile[] }
  /** Answered by `done` or `refused` with the same id. A command given while the page looks at the past forks history there. */
  | { readonly t: 'command'; readonly id: number; readonly command: Command }
  /** The play-head wants the engine to have lived until `to`. */
  | { readonly t: 'advance'; readonly to: Instant }
  /** Shows the cluster as it was at an instant of the past; `undefined` goes back to the present. */
  | { readonly t: 'seek'; readonly at: Instant | undefined }
  /** Starts or stops sending one detail. */
  | { readonly t: 'open'; readonly detail: DetailId }
  | { readonly t: 'close'; readonly detail: DetailId }
  /** The page has taken in the update of this number; until then the worker merges what comes after it. */
  | { readonly t: 'ack'; readonly seq: number };

/** Changes to a set of entities. `reset` first forgets all that were known. */
export interface Patch<T> {
  readonly reset?: true;
  readonly put: readonly T[];
  readonly remove: readonly string[];
}

export type FromWorker =
  | Update
  | { readonly t: 'done'; readonly id: number }
  | { readonly t: 'refused'; readonly id: number; readonly status: Status };

/** At most one per frame. A part that is absent has not changed. */
export interface Update {
  readonly t: 'update';
  readonly seq: number;
  /** Until when the engine has lived. */
  readonly now: Instant;
  /** The revision of the shown cluster. */
  readonly revision: number;
  readonly things?: Patch<Thing>;
  readonly conversations?: Patch<Conversation>;
  readonly events?: Patch<ClusterEvent>;
  /** All problems of the text as it was last applied. */
  readonly problems?: readonly Problem[];
  readonly details?: readonly Detail[];
}

/** Something wrong in the text, in the words of the YAML parser (`syntax`) or of the API server. Lines and columns count from 1. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: 'error' | 'warning';
  readonly from: 'syntax' | 'server';
  readonly message: string;
  /** The HTTP code and reason of the API server's answer, such as `422 Invalid`. */
  readonly code?: string;
  /** The field path the server named, when it named one. */
  readonly field?: string;
  /** The object, when the document is one. */
  readonly object?: ObjectKey;
}

// ── what stands on the chart ─────────────────────────────────────────────────

/** Everything on the chart; `id` is the object's key, for rules `rules/<node>/<Service key>/<port name>`. */
export type Thing = ClientThing | DnsThing | ServiceThing | RulesThing | PodThing | NodeThing | MoreThing;

/** A Pod that sends requests. */
export interface ClientThing {
  readonly kind: 'client';
  /** The Pod's key. */
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly address: string;
  readonly node: string;
  readonly pod: PodState;
  /** The Clients that send from this Pod, in words: `http://random-generator every 0.5 s`. */
  readonly sends: readonly { readonly client: ObjectKey; readonly request: string; readonly every: Instant; readonly letter: string }[];
}

/** The cluster's name server: the Service that Pods ask. Its Pods stand behind it. */
export interface DnsThing {
  readonly kind: 'dns';
  /** The key of the Service (`Service/kube-system/kube-dns`). */
  readonly id: string;
  readonly name: string;
  readonly clusterIP: string;
  readonly pods: readonly { readonly id: string; readonly name: string; readonly node: string; readonly ready: boolean }[];
}

/** A Service: a name and an address on no machine. */
export interface ServiceThing {
  readonly kind: 'service';
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly type: string;
  /** The virtual IP, `None` for headless Services, empty for ExternalName. */
  readonly clusterIP: string;
  readonly ports: readonly { readonly name: string; readonly protocol: string; readonly port: number; readonly targetPort: string }[];
  readonly selector: Readonly<Record<string, string>>;
  readonly endpoints: { readonly ready: number; readonly notReady: number };
}

/** One branch of a Service's chain. */
export interface Rung {
  /** As the rule prints it (`0.33333333349`); absent for the last branch, which takes what is left. */
  readonly probability?: string;
  /** The share of all new connections, 0 to 1. */
  readonly share: number;
  /** `10.244.2.11:8080` */
  readonly endpoint: string;
  /** Key of the Pod that has the address, when there is one. */
  readonly pod?: string;
  /** The endpoint has gone or is no longer ready, and this node's rules do not know it yet. */
  readonly stale: boolean;
}

/** What kube-proxy of one node wrote for one port of a Service; stands for that node's kernel on the chart. */
export interface RulesThing {
  readonly kind: 'rules';
  readonly id: string;
  readonly service: ObjectKey;
  readonly node: string;
  readonly portName: string;
  readonly port: number;
  /** `KUBE-SVC-…`; empty when the Service has no endpoints and the filter table rejects instead. */
  readonly chain: string;
  readonly rungs: readonly Rung[];
  /** The rule that answers when there is no endpoint, as iptables-save prints it. */
  readonly reject?: string;
  /** Milliseconds for which these rules have been behind the EndpointSlices; 0 when they agree. */
  readonly behind: number;
  /** Other nodes whose rules for this port are the same. */
  readonly alsoOn: readonly string[];
}

/** How a Pod is, in one word. */
export type PodState = 'pending' | 'starting' | 'ready' | 'not ready' | 'terminating' | 'finished';

/** A Pod that serves, or could. */
export interface PodThing {
  readonly kind: 'pod';
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly address: string;
  /** Empty while no node was found. */
  readonly node: string;
  readonly state: PodState;
  readonly since: Instant;
  readonly labels: Readonly<Record<string, string>>;
  /** Keys of the Services whose selector takes this Pod. */
  readonly services: readonly ObjectKey[];
  /** `Deployment/default/web`, or empty. */
  readonly owner: string;
}

/** A machine. */
export interface NodeThing {
  readonly kind: 'node';
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly podCIDR: string;
  readonly ready: boolean;
  readonly pods: number;
}

/** What was left off the chart because there is too much of it. */
export interface MoreThing {
  readonly kind: 'more';
  readonly id: string;
  readonly of: 'services' | 'pods' | 'nodes' | 'clients';
  readonly count: number;
  /** Of those, how many are ready (pods and nodes). */
  readonly ready: number;
}

// ── what moves ───────────────────────────────────────────────────────────────

/** A piece of road on the concept chart; `back` means it is travelled against its direction, as replies do. */
export type Road =
  /** From a client to the Service it dials. */
  | { readonly road: 'approach'; readonly client: string; readonly service: string }
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
  readonly legs: readonly Leg[];
  readonly marks: readonly Mark[];
  readonly end: 'delivered' | 'dropped' | 'rejected' | 'lost';
}

/** How a conversation came out, as the caller sees it. */
export interface Outcome {
  readonly word: 'answered' | 'refused' | 'rejected' | 'timed out' | 'no such name' | 'unreachable';
  readonly at: Instant;
  /** Who or what decided: `random-generator-…-x4k2p`, `a rule on node-1`. */
  readonly by: string;
  /** The sentence behind the word: why it came out so. */
  readonly because: string;
  /** The Pod that answered, as a key. */
  readonly pod?: string;
  readonly httpStatus?: number;
}

/** One request of a Client from the first packet to the outcome: name lookup, connection, request. */
export interface Conversation {
  readonly id: string;
  /** The Client object's key and the Pod it sends from. */
  readonly client: ObjectKey;
  readonly pod: ObjectKey;
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

/** One line of the timeline's cluster lane and of the event list. */
export interface ClusterEvent {
  readonly id: string;
  readonly at: Instant;
  /** Who did it: `you`, `deployment controller`, `scheduler`, `kubelet node-1`, `endpointslice controller`, `kube-proxy node-2`. */
  readonly by: string;
  readonly text: string;
  readonly tone: 'plain' | 'warn' | 'good';
  readonly object?: ObjectKey;
}

// ── what the inspector opens ─────────────────────────────────────────────────

/** Names one detail: `object Pod/default/client`, `rules node-1`, `conntrack node-1`, `conversation curl#3`. */
export type DetailId =
  | { readonly of: 'object'; readonly key: ObjectKey }
  | { readonly of: 'rules'; readonly node: string }
  | { readonly of: 'conntrack'; readonly node: string }
  | { readonly of: 'conversation'; readonly id: string };

export type Detail = ObjectDetail | RulesDetail | ConntrackDetail | ConversationDetail;

/** One variable of a container and where it comes from. */
export interface VariableView {
  readonly name: string;
  readonly value: string;
  /** `Service/default/random-generator`, `spec.containers[0].env`, … */
  readonly origin: string;
}

/** An object as it is stored, and what its machine makes of it. Absent object: it does not exist (any more). */
export interface ObjectDetail {
  readonly of: 'object';
  readonly key: ObjectKey;
  /** The stored object as YAML, defaults included; absent when there is none. */
  readonly yaml?: string;
  readonly conditions: readonly { readonly type: string; readonly status: string; readonly reason: string; readonly since: string }[];
  readonly labels: Readonly<Record<string, string>>;
  /** Pods: what the kubelet gave the containers. */
  readonly containers: readonly { readonly name: string; readonly image: string; readonly state: string; readonly env: readonly VariableView[] }[];
  readonly resolvConf?: string;
  /** Services: their endpoints as the slices list them. */
  readonly endpoints: readonly { readonly address: string; readonly ports: string; readonly pod: string; readonly node: string; readonly state: string }[];
  /** Services: why the selector takes no Pod, pair by pair: wanted, and the nearest label there is. */
  readonly selectorMisses: readonly { readonly key: string; readonly wanted: string; readonly found: string }[];
  readonly events: readonly ClusterEvent[];
}

/** One line of `iptables-save`. `origin` says which object and field wrote it. */
export interface RuleLine {
  readonly text: string;
  readonly table: string;
  /** Empty for lines that are no rule. */
  readonly chain: string;
  readonly origin: { readonly object: string; readonly field: string };
  /** Packets that took this rule. */
  readonly packets: number;
}

/** Everything `iptables-save` prints on a node: tables nat and filter. */
export interface RulesDetail {
  readonly of: 'rules';
  readonly node: string;
  readonly lines: readonly RuleLine[];
  /** When kube-proxy last wrote. */
  readonly syncedAt: Instant;
}

/** The connection table of a node. */
export interface ConntrackDetail {
  readonly of: 'conntrack';
  readonly node: string;
  readonly entries: readonly ConntrackView[];
}

/** One connection: the tuple as it came and the tuple that answers will have. */
export interface ConntrackView {
  readonly protocol: string;
  readonly state: string;
  /** `src=… dst=… sport=… dport=…` */
  readonly original: string;
  readonly reply: string;
  /** Seconds until it is forgotten. */
  readonly timeout: number;
  /** As `conntrack -L` prints the line. */
  readonly line: string;
}

/** A packet's headers at one place. */
export interface Header {
  readonly source: string;
  readonly destination: string;
  readonly protocol: string;
  readonly info: string;
  readonly ttl: number;
}

/** A rule that a packet read: quoted, with what it came to. */
export interface ReadRule {
  readonly table: string;
  readonly chain: string;
  readonly text: string;
  readonly taken: boolean;
  /** For `statistic`: the number drawn. */
  readonly drawn?: number;
  readonly origin: { readonly object: string; readonly field: string };
}

/** One hop of a packet. */
export interface HopView {
  readonly at: Instant;
  readonly to: Instant;
  /** `client`, `node-1 PREROUTING`, `wire node-1 → node-2` … */
  readonly place: string;
  readonly node: string;
  readonly before: Header;
  readonly after: Header;
  /** What happened, in a sentence. */
  readonly says: string;
  readonly read: readonly ReadRule[];
  /** Rules read on this hop that did not match and are not listed. */
  readonly passedOver: number;
  /** The connection table's entry that decided or was made here, as `conntrack -L` prints it. */
  readonly conntrack?: string;
}

/** Every hop of every packet of a conversation. */
export interface ConversationDetail {
  readonly of: 'conversation';
  readonly id: string;
  readonly flights: readonly { readonly id: string; readonly label: string; readonly reply: boolean; readonly hops: readonly HopView[] }[];
}

/** One string per detail, to compare and to key by. */
export function detailKey(id: DetailId): string {
  switch (id.of) {
    case 'object':
      return `object ${id.key}`;
    case 'rules':
      return `rules ${id.node}`;
    case 'conntrack':
      return `conntrack ${id.node}`;
    case 'conversation':
      return `conversation ${id.id}`;
  }
}
