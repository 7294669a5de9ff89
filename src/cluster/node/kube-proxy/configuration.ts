import { parse } from 'yaml';
import { type DetectLocalMode, defaultFlags, type ProxyFlags } from './node-info.ts';
import type { ProxyMode } from './proxier.ts';

/** What a kube-proxy was told: how it is to tell the kernel, and its flags. */
export interface ProxyConfiguration {
  readonly mode: ProxyMode;
  readonly flags: ProxyFlags;
}

/** A configuration with which kube-proxy does not start, and why. */
export interface Unusable {
  readonly trouble: string;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const MODES: readonly DetectLocalMode[] = ['ClusterCIDR', 'NodeCIDR', 'BridgeInterface', 'InterfaceNamePrefix'];

function parsed(text: string): Fields | Unusable {
  try {
    return fieldsOf(parse(text));
  } catch (error) {
    return { trouble: `failed to decode: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}` };
  }
}

/** What is called `mode` may be missing or blank, which is iptables on Linux; ipvs exists, but not here. */
function modeOf(value: unknown): ProxyMode | Unusable {
  if (value === undefined || value === null || value === '' || value === 'iptables') return 'iptables';
  if (value === 'nftables') return 'nftables';
  if (value === 'ipvs') return { trouble: 'mode ipvs is not played here' };
  const allowed =
    'must be iptables, ipvs, nftables or blank (blank means the best-available proxy [currently iptables])';
  return { trouble: `KubeProxyConfiguration.mode: Invalid value: ${JSON.stringify(value)}: ${allowed}` };
}

function flagsOf(document: Fields, mode: ProxyMode): ProxyFlags {
  const { clusterCIDR } = document;
  const iptables = fieldsOf(document.iptables);
  const local = fieldsOf(document.detectLocal);
  const { masqueradeBit } = fieldsOf(document[mode]);
  return {
    ...defaultFlags,
    clusterCIDRs: typeof clusterCIDR === 'string' && clusterCIDR !== '' ? clusterCIDR.split(',') : [],
    masqueradeAll: fieldsOf(document[mode]).masqueradeAll === true,
    localhostNodePorts: iptables.localhostNodePorts !== false,
    nodePortAddresses: texts(document.nodePortAddresses),
    detectLocal: MODES.find((one) => one === document.detectLocalMode) ?? 'ClusterCIDR',
    bridgeInterface: textOf(local.bridgeInterface),
    interfaceNamePrefix: textOf(local.interfaceNamePrefix),
    masqueradeBit: typeof masqueradeBit === 'number' ? masqueradeBit : defaultFlags.masqueradeBit,
    conntrackTCPBeLiberal: fieldsOf(document.conntrack).tcpBeLiberal === true,
  };
}

/**
 * Reads the `KubeProxyConfiguration` document that kubeadm keeps in ConfigMap kube-system/kube-proxy under `config.conf`;
 * without one kube-proxy runs in iptables mode with kubeadm's settings. `ownMode` is the wish of one node.
 * Models pkg/proxy/apis/config/v1alpha1 and its validation (v1.36), as far as `ProxyFlags` goes.
 */
export function readConfiguration(
  text: string | undefined,
  ownMode: string | undefined,
): ProxyConfiguration | Unusable {
  const document: Fields | Unusable = text === undefined ? {} : parsed(text);
  if ('trouble' in document) return document as Unusable;
  const mode = modeOf(ownMode ?? document.mode);
  if (typeof mode !== 'string') return mode;
  return { mode, flags: text === undefined ? defaultFlags : flagsOf(document, mode) };
}
