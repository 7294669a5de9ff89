import type { ProxyFlags } from './node-info.ts';

/** The mark by which kube-proxy remembers, until POSTROUTING, that a packet's source must be rewritten. */
export const masqueradeMark = ({ masqueradeBit }: ProxyFlags): number => 2 ** masqueradeBit;
