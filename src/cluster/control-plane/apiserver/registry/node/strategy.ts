import type { Node } from '../../../../../api/index.ts';
import { type FieldError, forbidden, invalid } from '../../field-errors.ts';
import { dnsSubdomainFaults } from '../../formats.ts';
import type { Strategy } from '../strategy.ts';

const NOT_READY = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' } as const;

function cidrFaults(cidr: string, field: string): FieldError[] {
  const fine = /^\d+\.\d+\.\d+\.\d+\/\d+$/.test(cidr) || (cidr.includes(':') && cidr.includes('/'));
  return fine ? [] : [invalid(field, cidr, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)')];
}

/** Nodes: the podCIDR cannot change, and a new Node is tainted until its kubelet has reported. Models plugin/pkg/admission/nodetaint (v1.36). */
export const nodeStrategy: Strategy<Node> = {
  kind: 'Node',
  apiVersion: 'v1',
  resource: 'nodes',
  namespaced: false,
  nameFaults: dnsSubdomainFaults,
  defaults(node) {
    const { podCIDR, podCIDRs } = node.spec ?? {};
    const first = podCIDR ?? podCIDRs?.[0];
    node.spec = { ...node.spec, ...(first !== undefined && { podCIDR: first, podCIDRs: podCIDRs ?? [first] }) };
  },
  prepare(node, before) {
    if (before) {
      if (!node.status) node.status = before.status ?? {};
      return;
    }
    const taints = node.spec.taints ?? [];
    const tainted = taints.some((taint) => taint.key === NOT_READY.key && taint.effect === NOT_READY.effect);
    if (!tainted) node.spec = { ...node.spec, taints: [...taints, NOT_READY] };
    node.status ??= {};
  },
  validate(node, before) {
    const errors = (node.spec.podCIDRs ?? []).flatMap((cidr, i) => cidrFaults(cidr, `spec.podCIDRs[${i}]`));
    const was = before?.spec.podCIDR;
    if (was !== undefined && was !== '' && was !== node.spec.podCIDR) {
      errors.push(forbidden('spec', 'node updates may not change podCIDR except from "" to valid'));
    }
    return errors;
  },
};
