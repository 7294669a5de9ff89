import type { ApiObject, Kind, Status } from '../../../../api/index.ts';
import type { Random } from '../../../../sim/index.ts';
import type { Reader } from '../client.ts';
import type { FieldError } from '../field-errors.ts';

/** What a write can look at besides the object itself. */
export interface WriteContext {
  readonly read: Reader;
  readonly random: Random;
  /** Whether a stored object holds `ip 10.96.0.7` or `port 30080`. */
  isReserved(what: string): boolean;
  /** Whether it comes as text from outside, and not from a component of the cluster. */
  readonly fromText: boolean;
  /** RFC 3339 instant of the write. */
  readonly time: string;
}

/** An object whose fields are being filled in; plain data until it is frozen into the store. */
export type Draft<T extends ApiObject = ApiObject> = { -readonly [K in keyof T]: T[K] };

/** How an allocation went: faults of fields, none when all was had, or a Status of its own. */
export type Allocated = readonly FieldError[] | Status;

/**
 * How one kind is written. The order is the API server's: defaults, what the kind does on create or update, allocation
 * (which can refuse), validation.
 */
export interface Strategy<T extends ApiObject = ApiObject> {
  readonly kind: Kind;
  readonly apiVersion: string;
  /** The resource's plural with its group, as messages name it: `services`, `deployments.apps`. */
  readonly resource: string;
  readonly namespaced: boolean;
  /** Complaints about the name; DNS subdomain unless the kind is stricter. */
  nameFaults(name: string): string[];
  /** How often, and how, the kind's own update rules look at the metadata; `['changes']` unless the kind says otherwise. */
  readonly metadataOnUpdate?: readonly ('changes' | 'whole')[];
  /** Fills in what was left out. */
  defaults(object: Draft<T>): void;
  /** What a write clears or keeps: status on create, immutable fields taken over on update. */
  prepare?(object: Draft<T>, before: T | undefined, context: WriteContext): void;
  /** Reserves addresses and ports; faults hide those of validation. */
  allocate?(object: Draft<T>, before: T | undefined, context: WriteContext): Allocated;
  validate(object: T, before: T | undefined): readonly FieldError[];
  /** Puts an object without faults into the form that is stored. */
  canonicalize?(object: Draft<T>): void;
  /** Warnings of an accepted write. */
  warnings?(object: T, before: T | undefined): readonly string[];
  /** The warning that every request for this kind gets, refused or not. */
  readonly deprecated?: string;
}

/** `Deployment.apps`, `Service`: how 422 messages name the kind. */
export function qualifiedKind({ kind, apiVersion }: Pick<Strategy, 'kind' | 'apiVersion'>): string {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return group ? `${kind}.${group}` : kind;
}
