/**
 * THE WIRE between the page and the engine: plain data, both ways. The page never sees the cluster, only views of it;
 * entities are patched one by one so that one changed Pod wakes one component.
 */
import type { ObjectKey, Status } from '../api/index.ts';
import type { Command, ManifestFile, UndoableAction, Undone } from './protocol/commands.ts';
import type { Detail, DetailId } from './protocol/details.ts';
import type { ClusterEvent } from './protocol/events.ts';
import type { Instant } from './protocol/instant.ts';
import type { Thing } from './protocol/things.ts';
import type { Conversation } from './protocol/traffic.ts';

export type { ActionCommand, Command, ManifestFile, UndoableAction, Undone, UndoneBy } from './protocol/commands.ts';
export type {
  AbsentPod,
  AddedField,
  ConntrackDetail,
  ConntrackView,
  ContainerView,
  ConversationDetail,
  Detail,
  DetailId,
  Header,
  HopView,
  MachineView,
  ObjectDetail,
  PodEventView,
  ProbeView,
  ReadRule,
  RevisionView,
  RulesDetail,
  RulesText,
  ServicePortView,
  UntoldService,
  VariableView,
  WorkloadView,
} from './protocol/details.ts';
export { detailKey } from './protocol/details.ts';
export type {
  AliasThing,
  BalancerThing,
  ExternalThing,
  FirewallThing,
  Health,
  NodeDoor,
  NodePortThing,
} from './protocol/entries.ts';
export type { ClusterEvent } from './protocol/events.ts';
export type { Instant } from './protocol/instant.ts';
export type { Device, Hook, Place, Stay } from './protocol/places.ts';
export type {
  ClientThing,
  DnsThing,
  Hole,
  Mismatch,
  MoreThing,
  NodeThing,
  PodState,
  PodThing,
  ProxyView,
  RulesThing,
  Rung,
  ServiceThing,
  Thing,
} from './protocol/things.ts';
export type { Conversation, Flight, Leg, Mark, Outcome, OutcomeWord, Road, Shape } from './protocol/traffic.ts';

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
  /** The first message: the engine listens. */
  | { readonly t: 'awake' }
  | Update
  /** `undone` answers an `undo`. */
  | { readonly t: 'done'; readonly id: number; readonly undone?: Undone }
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
  /** All actions that `undo` could take back one after the other, the newest last. */
  readonly undoable?: readonly UndoableAction[];
  /** How far a long text has come; an update that has it brings nothing else. The first one without it brings the result. */
  readonly progress?: Progress;
}

/** A long apply under way. */
export interface Progress {
  /** `read`: YAML is being parsed; `apply`: objects are being written; `settle`: loops and kube-proxies take them in. */
  readonly doing: 'read' | 'apply' | 'settle';
  /** Documents, objects, or ms of virtual time that are done, and all there are. */
  readonly done: number;
  readonly of: number;
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
