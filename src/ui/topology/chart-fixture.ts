import type {
  ClientThing,
  DnsThing,
  NodeThing,
  PodThing,
  Road,
  RulesThing,
  ServiceThing,
  Thing,
} from '../../worker/protocol.ts';

/** The key of the example's Service. */
export const SERVICE = 'Service/default/random-generator';

/** The rules of node-1 for the example's Service. */
export const RULES = 'rules/node-1/Service/default/random-generator/';

/** The example's client and its name server. */
export const CLIENT = 'Pod/default/client';
export const DNS = 'Service/kube-system/kube-dns';

/** A Pod of the example's Deployment on a node, selected by the Services that are named. */
export function podThing(name: string, node: string, services: readonly string[] = [SERVICE]): PodThing {
  return {
    kind: 'pod',
    id: `Pod/default/${name}`,
    name,
    namespace: 'default',
    address: '10.244.2.11',
    node,
    state: node === '' ? 'pending' : 'ready',
    since: 0,
    labels: {},
    services,
    owner: 'Deployment/default/random-generator',
    hostNetwork: false,
  };
}

/** A machine of the example. */
export function nodeThing(name: string): NodeThing {
  const proxy = { mode: 'iptables' } as const;
  return { kind: 'node', id: `Node//${name}`, name, address: '', podCIDR: '', ready: true, pods: 0, proxy, holes: [] };
}

/** A Service of the example's kind. */
export function serviceThing(name: string): ServiceThing {
  return {
    kind: 'service',
    id: `Service/default/${name}`,
    name,
    namespace: 'default',
    type: 'ClusterIP',
    clusterIP: '10.109.72.32',
    ports: [{ name: '', protocol: 'TCP', port: 80, targetPort: '8080' }],
    selector: {},
    endpoints: { ready: 1, notReady: 0 },
    foreign: [],
  };
}

/** The rules of a Service with a branch to each Pod. */
export function rulesThing(service: string, pods: readonly PodThing[]): RulesThing {
  const rungs = pods.map((pod, i) => ({
    ...(i < pods.length - 1 && { probability: (1 / (pods.length - i)).toFixed(11) }),
    share: 1 / pods.length,
    endpoint: `${pod.address}:8080`,
    pod: pod.id,
    stale: false,
  }));
  const id = `rules/node-1/${service}/`;
  const shown = { node: 'node-1', portName: '', port: 80, chain: 'KUBE-SVC-FLNJ4FGQ5UX5NSDC', behind: 0, alsoOn: [] };
  const seen = { traffic: 'all', mode: 'iptables' } as const;
  return { kind: 'rules', id, service, rungs, ...seen, ...shown };
}

const client: ClientThing = {
  kind: 'client',
  id: CLIENT,
  name: 'client',
  namespace: 'default',
  address: '10.244.1.2',
  node: 'node-1',
  pod: 'ready',
  where: 'pod',
  hostNetwork: false,
  sends: [{ client: 'Client//curl', request: 'http://random-generator', every: 500, letter: 'A' }],
};

const dns: DnsThing = { kind: 'dns', id: DNS, name: 'kube-dns', clusterIP: '10.96.0.10', pods: [] };

/** The book's first example, with these Pods. */
export function example(pods: readonly PodThing[]): readonly Thing[] {
  return [client, dns, serviceThing('random-generator'), rulesThing(SERVICE, pods), ...pods];
}

/** The roads of a request to a Pod by a rung. */
export function requestRoads(rung: number, pod: string): readonly Road[] {
  return [
    { road: 'approach', client: CLIENT, service: SERVICE },
    { road: 'ladder', service: SERVICE, rules: RULES, rung },
    { road: 'branch', rules: RULES, rung, pod },
  ];
}
