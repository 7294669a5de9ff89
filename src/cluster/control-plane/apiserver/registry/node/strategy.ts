import type { Node } from '../../../../../api/index.ts';
import { type FieldError, forbidden, notSupported, required } from '../../field-errors.ts';
import { cidrFaults, dnsSubdomainFaults } from '../../formats.ts';
import type { Strategy } from '../strategy.ts';

const NOT_READY = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' } as const;

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** What a Node says of its machine before a kubelet has looked at it. */
const UNREPORTED = {
  daemonEndpoints: { kubeletEndpoint: { Port: 0 } },
  nodeInfo: {
    machineID: '',
    systemUUID: '',
    bootID: '',
    kernelVersion: '',
    osImage: '',
    containerRuntimeVersion: '',
    kubeletVersion: '',
    kubeProxyVersion: '',
    operatingSystem: '',
    architecture: '',
  },
};

/** The path is what the API server says: taints are validated as if they were still an annotation. */
function taintFaults(node: Node): FieldError[] {
  return (node.spec.taints ?? []).flatMap(({ key, effect }, i) => {
    const at = `metadata.taints[${i}]`;
    const errors = key ? [] : [required(`${at}.key`)];
    return EFFECTS.includes(effect) ? errors : [...errors, notSupported(`${at}.effect`, effect, EFFECTS)];
  });
}

/** Nodes: the podCIDR cannot change, and a new Node is tainted until its kubelet has reported. Models plugin/pkg/admission/nodetaint (v1.36). */
export const nodeStrategy: Strategy<Node> = {
  kind: 'Node',
  apiVersion: 'v1',
  resource: 'nodes',
  namespaced: false,
  nameFaults: dnsSubdomainFaults,
  metadataOnUpdate: ['whole', 'changes'],
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
    node.status = { ...UNREPORTED, ...node.status };
  },
  validate(node, before) {
    const cidrs = (node.spec.podCIDRs ?? []).flatMap((cidr, i) => cidrFaults(cidr, `spec.podCIDRs[${i}]`));
    const errors = [...taintFaults(node), ...cidrs];
    const was = before?.spec.podCIDR;
    if (was !== undefined && was !== '' && was !== node.spec.podCIDR) {
      errors.push(forbidden('spec', 'node updates may not change podCIDR except from "" to valid'));
    }
    return errors;
  },
};
