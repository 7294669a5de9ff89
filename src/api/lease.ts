import type { ApiObject } from './meta.ts';
import { timestamp } from './timestamp.ts';

/** A Lease: somebody is alive, and says so again before it runs out. Kubelets renew one per Node in `kube-node-lease`. */
export interface Lease extends ApiObject {
  readonly kind: 'Lease';
  readonly spec: {
    readonly holderIdentity?: string;
    readonly leaseDurationSeconds?: number;
    /** RFC 3339 with six digits behind the second. */
    readonly renewTime?: string;
  };
}

/** Where the Leases of Nodes are. */
export const NODE_LEASES = 'kube-node-lease';

/** An instant of virtual time (ms) as Leases carry it: `2026-01-01T00:00:10.008000Z`. */
export function microTimestamp(now: number): string {
  return timestamp(now).replace('Z', `.${String(Math.floor(now) % 1000).padStart(3, '0')}000Z`);
}
