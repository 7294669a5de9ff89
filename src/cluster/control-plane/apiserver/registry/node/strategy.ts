import type { Node, Taint } from '../../../../../api/index.ts';
import { duplicate, type FieldError, forbidden, invalid, notSupported, required } from '../../field-errors.ts';
import { dnsSubdomainFaults, labelValueFaults } from '../../formats.ts';
import { cidrFaults } from '../../ip-address.ts';
import { labelKeyFaults } from '../object-meta.ts';
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

function effectFaults(effect: string, at: string): FieldError[] {
  if (effect === '') return [required(at)];
  return EFFECTS.includes(effect) ? [] : [notSupported(at, effect, EFFECTS)];
}

/** The path is what the API server says: taints are validated as if they were still an annotation. */
function taintFaults(node: Node): FieldError[] {
  const seen = new Set<string>();
  return (node.spec.taints ?? []).flatMap(({ key = '', value = '', effect = '' as Taint['effect'] }, i) => {
    const at = `metadata.taints[${i}]`;
    const wrong = labelValueFaults(value);
    const again = seen.has(`${effect} ${key}`);
    seen.add(`${effect} ${key}`);
    const quoted = { Key: key, Value: value, Effect: effect, TimeAdded: null };
    return [
      ...labelKeyFaults(key, `${at}.key`),
      ...(wrong.length > 0 ? [invalid(`${at}.value`, value, wrong.join(';'))] : []),
      ...effectFaults(effect, `${at}.effect`),
      ...(again ? [duplicate(at, quoted, 'taints must be unique by key and effect pair')] : []),
    ];
  });
}

/** Models ValidateNode (v1.36), as far as the spec goes. */
function nodeFaults(node: Node): FieldError[] {
  const at = 'spec.podCIDRs';
  const cidrs = node.spec.podCIDRs ?? [];
  const families = new Set(cidrs.map((cidr) => cidr.includes(':')));
  const sentence = 'may specify no more than one CIDR for each IP family';
  return [
    ...taintFaults(node),
    ...cidrs.flatMap((cidr, i) => cidrFaults(cidr, `${at}[${i}]`)),
    ...(cidrs.length > 1 && (families.size < 2 || cidrs.length > 2) ? [invalid(at, cidrs, sentence)] : []),
  ];
}

/** What is set once stays. Models ValidateNodeUpdate (v1.36). */
function updateFaults({ spec }: Node, { spec: before }: Node): FieldError[] {
  const [now, was] = [spec.podCIDRs ?? [], before.podCIDRs ?? []];
  const fixed = (field: string, name: string): FieldError =>
    forbidden(`spec.${field}`, `node updates may not change ${name} except from "" to valid`);
  const moved = now.length === was.length ? was.filter((cidr, i) => now[i] !== cidr).length : Math.min(1, was.length);
  return [
    ...Array.from({ length: moved }, () => fixed('podCIDRs', 'podCIDR')),
    ...(before.providerID && before.providerID !== spec.providerID ? [fixed('providerID', 'providerID')] : []),
  ];
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
  // The taints of a changed Node are looked at twice.
  validate: (node, before) => [
    ...nodeFaults(node),
    ...(before ? [...updateFaults(node, before), ...taintFaults(node)] : []),
  ],
};
