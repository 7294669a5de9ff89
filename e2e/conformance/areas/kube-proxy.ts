import type { ApiObject, EndpointSlice, Node, Service } from '../../../src/api/index.ts';
import { internalIPs, SERVICE_NAME_LABEL, ZONE_LABEL } from '../../../src/api/index.ts';
import { fullSync, type NodeInfo, type Proxier, type ProxyMode, type ServiceInput, startProxier } from '../../../src/cluster/node/kube-proxy/index.ts';
import { iptablesSave, nftListTable } from '../../../src/cluster/node/netfilter/index.ts';
import { type Area, failed, filesIn, objectsOf, passed, textOf, yamlOf } from '../case.ts';
import { textDifference } from '../difference.ts';
import { flagsOf } from '../proxy-flags.ts';

interface ProxyCase {
  readonly kubeProxyFlags?: readonly string[];
}

function nodeInfo(objects: readonly ApiObject[], name: string): NodeInfo {
  const node = objects.find((object): object is Node => object.kind === 'Node' && object.metadata.name === name);
  if (!node) throw new Error(`the case has no node ${name}`);
  return { name, addresses: internalIPs(node), zone: node.metadata.labels?.[ZONE_LABEL] ?? '', podCIDRs: node.spec.podCIDRs ?? [] };
}

function servicesIn(objects: readonly ApiObject[]): ServiceInput[] {
  const services = objects.filter((object): object is Service => object.kind === 'Service');
  const slices = objects.filter((object): object is EndpointSlice => object.kind === 'EndpointSlice');
  const namespace = (object: ApiObject): string => object.metadata.namespace ?? 'default';
  return services.map((service) => ({
    service,
    slices: slices.filter(
      (slice) => namespace(slice) === namespace(service) && slice.metadata.labels?.[SERVICE_NAME_LABEL] === service.metadata.name,
    ),
  }));
}

/** The rules as the tools list them. */
export function textOfRules(proxier: Proxier): string {
  const lines = proxier.mode === 'nftables' ? nftListTable(proxier.table) : iptablesSave(proxier.ruleSet);
  return `${lines.map((line) => line.text).join('\n')}\n`;
}

/** `iptables-node-1.txt`, `nftables-ipv6-node-2.txt` */
const FILE = /^(iptables|nftables)-(ipv6-)?(.+)\.txt$/;

/** Our rules for one file of expected ones. */
interface CaseRules {
  readonly file: string;
  readonly mode: ProxyMode;
  readonly ipv6: boolean;
  readonly text: string;
}

/** What our kube-proxies write in a case, on every node and in every mode that it has expectations for. */
export function rulesIn(folder: string): CaseRules[] {
  const objects = objectsOf(folder, 'input.yaml');
  const flags = flagsOf(yamlOf<ProxyCase>(folder, 'case.yaml')?.kubeProxyFlags);
  return filesIn(folder, 'expect').map((file) => {
    const [, mode, ipv6, node = ''] = FILE.exec(file) ?? [];
    const start = startProxier(mode as ProxyMode, nodeInfo(objects, node), flags, ipv6 ? 'ip6' : 'ip');
    const text = textOfRules(fullSync(start, servicesIn(objects)));
    return { file, mode: start.mode, ipv6: ipv6 !== undefined, text };
  });
}

/** The whole rule text of every node, in both modes. */
export const kubeProxy: Area = {
  name: 'kube-proxy',
  run(folder) {
    for (const { file, text } of rulesIn(folder)) {
      const difference = textDifference(file, text, textOf(folder, `expect/${file}`) ?? '');
      if (difference !== undefined) return failed(difference);
    }
    return passed;
  },
};
