import type { ApiObject, EndpointSlice, Node, Service } from '../../../src/api/index.ts';
import { internalIPs, SERVICE_NAME_LABEL, ZONE_LABEL } from '../../../src/api/index.ts';
import { defaultFlags, fullSync, type NodeInfo, type ProxyFlags, startProxier } from '../../../src/cluster/node/kube-proxy/index.ts';
import { iptablesSave } from '../../../src/cluster/node/netfilter/index.ts';
import { type Area, failed, filesIn, objectsOf, passed, textOf, yamlOf } from '../case.ts';
import { textDifference } from '../difference.ts';

interface ProxyCase {
  readonly nodes: readonly string[];
  readonly kubeProxyFlags?: readonly string[];
}

/** How the recordings were started: pod range of kubeadm; a case names what differs. */
function flagsOf({ kubeProxyFlags = [] }: ProxyCase): ProxyFlags {
  const given = new Map(kubeProxyFlags.map((flag) => flag.replace(/^--/, '').split('=', 2) as [string, string | undefined]));
  return {
    clusterCIDRs: given.get('cluster-cidr')?.split(',') ?? defaultFlags.clusterCIDRs,
    masqueradeAll: given.has('masquerade-all') && given.get('masquerade-all') !== 'false',
    localhostNodePorts: given.get('iptables-localhost-nodeports') !== 'false',
    nodePortAddresses: given.get('nodeport-addresses')?.split(',') ?? [],
  };
}

function nodeInfo(objects: readonly ApiObject[], name: string): NodeInfo {
  const node = objects.find((object): object is Node => object.kind === 'Node' && object.metadata.name === name);
  if (!node) throw new Error(`the case has no node ${name}`);
  return { name, addresses: internalIPs(node), zone: node.metadata.labels?.[ZONE_LABEL] ?? '' };
}

function iptablesText(objects: readonly ApiObject[], flags: ProxyFlags, node: string, family: 'ip' | 'ip6'): string {
  const services = objects.filter((object): object is Service => object.kind === 'Service');
  const slices = objects.filter((object): object is EndpointSlice => object.kind === 'EndpointSlice');
  const namespace = (object: ApiObject): string => object.metadata.namespace ?? 'default';
  const inputs = services.map((service) => ({
    service,
    slices: slices.filter(
      (slice) => namespace(slice) === namespace(service) && slice.metadata.labels?.[SERVICE_NAME_LABEL] === service.metadata.name,
    ),
  }));
  const proxier = fullSync(startProxier(nodeInfo(objects, node), flags, family), inputs);
  return `${iptablesSave(proxier.ruleSet)
    .map((line) => line.text)
    .join('\n')}\n`;
}

/** `iptables-node-1.txt`, `nftables-ipv6-node-2.txt` */
const FILE = /^(iptables|nftables)-(ipv6-)?(.+)\.txt$/;

/** The whole rule text of every node, in both modes. */
export const kubeProxy: Area = {
  name: 'kube-proxy',
  run(folder) {
    const objects = objectsOf(folder, 'input.yaml');
    const flags = flagsOf(yamlOf<ProxyCase>(folder, 'case.yaml') ?? { nodes: [] });
    for (const file of filesIn(folder, 'expect')) {
      const [, mode, ipv6, node = ''] = FILE.exec(file) ?? [];
      if (mode !== 'iptables') return failed(`${file}: nftables mode is not written yet`);
      const actual = iptablesText(objects, flags, node, ipv6 ? 'ip6' : 'ip');
      const difference = textDifference(file, actual, textOf(folder, `expect/${file}`) ?? '');
      if (difference !== undefined) return failed(difference);
    }
    return passed;
  },
};
