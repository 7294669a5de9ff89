/**
 * How long a packet takes, in ms of virtual time. Far slower than a real network, so that it can be watched at a tenth of
 * real speed; the order of things is real, these figures are the playground's.
 */
export const LATENCY = {
  /** Between a Pod and its machine's kernel. */
  veth: 14,
  /** Through one hook of a kernel. */
  hook: 4,
  /** For every chain of rules that is entered on the way. */
  chain: 9,
  /** Between two machines. */
  wire: 24,
} as const;
