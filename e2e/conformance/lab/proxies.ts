import type { ApiObject, EndpointSlice, Node, Service } from '../../../src/api/index.ts';
import { internalIPs, SERVICE_NAME_LABEL, ZONE_LABEL } from '../../../src/api/index.ts';
import { POD_NETWORK, withMasquerade } from '../../../src/cluster/node/cni/index.ts';
import {
  fullSync,
  healthAnswer,
  type Proxier,
  type ProxyFlags,
  type ProxyMode,
  staleEntries,
  startProxier,
} from '../../../src/cluster/node/kube-proxy/index.ts';
import { emptyRuleSet, type Kernel, withoutConnections } from '../../../src/cluster/node/netfilter/index.ts';
import type { HttpAnswer } from './server.ts';

const namespaceOf = ({ metadata }: ApiObject): string => metadata.namespace ?? 'default';

const WELL = { now: '*', syncedAt: '*', healthy: true, nodeEligible: true } as const;

/** kube-proxy on every node, and the objects that it hears of. */
export class Proxies {
  private readonly running = new Map<string, Proxier>();

  constructor(
    private objects: readonly ApiObject[],
    private readonly mode: ProxyMode,
    private readonly flags: ProxyFlags,
    private readonly podMasquerade: boolean,
  ) {}

  /** Objects are replaced, or go. */
  change(replace: readonly ApiObject[], gone: readonly (readonly [string, string, string])[]): void {
    const keys = new Set(replace.map((one) => `${one.kind}/${namespaceOf(one)}/${one.metadata.name}`));
    for (const key of gone) keys.add(key.join('/'));
    const kept = this.objects.filter((one) => !keys.has(`${one.kind}/${namespaceOf(one)}/${one.metadata.name}`));
    this.objects = [...kept, ...replace];
  }

  /** A node's kernel after its kube-proxy has heard of everything. */
  written(node: string, kernel: Kernel['state']): Kernel['state'] {
    const inputs = this.services();
    const proxier = fullSync(startProxier(this.mode, this.infoOf(node), this.flags, 'ip'), inputs);
    this.running.set(node, proxier);
    const stale = staleEntries(inputs);
    const conntrack = withoutConnections(kernel.conntrack, ({ original, reply }) =>
      stale({
        protocol: original.protocol,
        originalDestination: original.destination,
        replySource: reply.source,
      }),
    );
    const rules = proxier.mode === 'iptables' ? proxier.ruleSet : emptyRuleSet('ip');
    const routeLocalnet = proxier.mode === 'iptables' && this.flags.localhostNodePorts;
    return {
      ...kernel,
      conntrack,
      rules: this.podMasquerade ? withMasquerade(rules, POD_NETWORK) : rules,
      nftables: proxier.mode === 'nftables' ? [proxier.table] : [],
      sysctls: { ...kernel.sysctls, routeLocalnet },
    };
  }

  /** What kube-proxy's HTTP servers on a node say; undefined when none listens on the port. The recordings say `*` for instants. */
  http(node: string, ip: string, port: number): HttpAnswer | undefined {
    const proxier = this.running.get(node);
    return proxier && healthAnswer(proxier, WELL, ip, port);
  }

  private infoOf(name: string) {
    const node = this.objects.find((one): one is Node => one.kind === 'Node' && one.metadata.name === name);
    if (!node) throw new Error(`there is no node ${name}`);
    return { name, addresses: internalIPs(node), zone: node.metadata.labels?.[ZONE_LABEL] ?? '' };
  }

  private services() {
    const slices = this.objects.filter((one): one is EndpointSlice => one.kind === 'EndpointSlice');
    return this.objects
      .filter((one): one is Service => one.kind === 'Service')
      .map((service) => ({
        service,
        slices: slices.filter(
          (slice) =>
            namespaceOf(slice) === namespaceOf(service) &&
            slice.metadata.labels?.[SERVICE_NAME_LABEL] === service.metadata.name,
        ),
      }));
  }
}
