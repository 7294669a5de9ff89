import type { Packet } from '../../network/index.ts';
import type { Connection } from './conntrack.ts';

/** How conntrack sees a packet. */
export type CtVerdict = 'NEW' | 'ESTABLISHED' | 'RELATED' | 'INVALID';

/** A packet inside a kernel: with the mark and the connection that never leave the machine. */
export interface Skb {
  readonly packet: Packet;
  readonly mark: number;
  readonly ct: CtVerdict;
  /** The connection it belongs to; undefined for a packet that belongs to none. */
  readonly connection: Connection | undefined;
  /** Whether it runs in the direction of the connection's first packet. */
  readonly forward: boolean;
}
