/** How long each part of a packet's way takes, in ms of virtual time. */
export interface Latency {
  /** Between a Pod and its machine's kernel. */
  readonly veth: number;
  /** Through one hook of a kernel. */
  readonly hook: number;
  /** For every chain of rules that is entered on the way. */
  readonly chain: number;
  /** Between two machines. */
  readonly wire: number;
}

/**
 * The playground's wire: far slower than a real one, so that packets can be watched at a tenth of real speed. The order of
 * things is real, these figures are not.
 */
export const LATENCY: Latency = { veth: 14, hook: 4, chain: 9, wire: 24 };

/** About what a real rack needs: a way takes well under a millisecond, so that only waiting for ARP takes long. */
export const REAL_LATENCY: Latency = { veth: 0.005, hook: 0.001, chain: 0.0005, wire: 0.05 };
