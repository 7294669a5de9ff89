import type { PersistentMap } from '../../../../sim/index.ts';
import type { Origin } from '../origin.ts';
import type { NftField, NftRule, NftVerdict } from './rule.ts';

/** Where a base chain hangs in the kernel, and when it is read there: lower priorities first. */
export interface NftHook {
  readonly type: 'filter' | 'nat';
  readonly hook: 'prerouting' | 'input' | 'forward' | 'output' | 'postrouting';
  /** -100 is where destinations are rewritten (`dstnat`), 0 `filter`, 100 where sources are (`srcnat`). */
  readonly priority: number;
}

/** A chain. With `base` a hook reads it (policy accept), without it rules must lead there. */
export interface NftChain {
  readonly name: string;
  readonly base?: NftHook;
  readonly comment?: string;
  readonly rules: readonly NftRule[];
}

/** One element of a set or, with a verdict, of a map. */
export interface NftElement {
  /** What packets look for, as `elementKey` joins it. */
  readonly key: string;
  readonly comment?: string;
  /** Only in maps. */
  readonly verdict?: NftVerdict;
  readonly origin: Origin;
}

/** A named set, or a map from keys to verdicts. Elements that packets add themselves are the kernel's, not the table's. */
export interface NftSet {
  readonly name: string;
  readonly kind: 'set' | 'map';
  /** The fields of which keys are made. */
  readonly key: readonly NftField[];
  readonly comment?: string;
  /** Rules add elements, at most `size`, each of which is forgotten `timeout` seconds after its last renewal. */
  readonly dynamic?: { readonly size: number; readonly timeout: number };
  /** By key. */
  readonly elements: PersistentMap<NftElement>;
}

/** One nftables table: everything that a program has put into the kernel in this mode, for one address family. */
export interface NftTable {
  readonly family: 'ip' | 'ip6';
  readonly name: string;
  readonly comment?: string;
  /** Sets and maps by name. */
  readonly sets: PersistentMap<NftSet>;
  /** By name. */
  readonly chains: PersistentMap<NftChain>;
  /** Names in the order in which they are listed; those not named here follow by name. */
  readonly first: { readonly sets: readonly string[]; readonly chains: readonly string[] };
}

/** The key of an element or of a packet: `elementKey('10.96.0.1', 'tcp', 80)` is `10.96.0.1 . tcp . 80`. */
export function elementKey(...parts: readonly (string | number)[]): string {
  return parts.join(' . ');
}
