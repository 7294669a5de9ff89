import { CLUSTER_DOMAIN } from '../zone.ts';

/** A name of the cluster's zone taken apart. Models plugin/kubernetes/parse.go (CoreDNS 1.13). */
export type ClusterName =
  /** `cluster.local.` and `svc.cluster.local.`: names that exist and have no address. */
  | { readonly is: 'empty' }
  | { readonly is: 'namespace'; readonly namespace: string }
  | { readonly is: 'service'; readonly namespace: string; readonly service: string }
  /** One endpoint of a headless Service, by its hostname or dashed address. */
  | { readonly is: 'endpoint'; readonly namespace: string; readonly service: string; readonly endpoint: string }
  /** `_port._protocol.service…`, for SRV. */
  | {
      readonly is: 'port';
      readonly namespace: string;
      readonly service: string;
      readonly port: string;
      readonly protocol: string;
    }
  | { readonly is: 'nothing' };

/** Whether a name belongs to the cluster's zone at all. */
export function isInZone(name: string): boolean {
  return name === CLUSTER_DOMAIN || name.endsWith(`.${CLUSTER_DOMAIN}`);
}

/** Reads an absolute name of the zone from right to left: type, namespace, Service, and what stands before it. */
export function parseName(name: string): ClusterName {
  const rest = name.slice(0, -CLUSTER_DOMAIN.length).replace(/\.$/, '');
  if (rest === '' || rest === 'svc') return { is: 'empty' };
  const labels = rest.split('.').reverse();
  const [kind, namespace = '', service = '', third, fourth, ...more] = labels;
  if (kind !== 'svc' || more.length > 0) return { is: 'nothing' };
  if (service === '') return { is: 'namespace', namespace };
  if (third === undefined) return { is: 'service', namespace, service };
  if (fourth === undefined) return { is: 'endpoint', namespace, service, endpoint: third };
  if (!fourth.startsWith('_') || !third.startsWith('_')) return { is: 'nothing' };
  return { is: 'port', namespace, service, port: fourth.slice(1), protocol: third.slice(1) };
}
