import { readFileSync } from 'node:fs';
import type { Service } from '../api/index.ts';
import { Cluster } from '../cluster/cluster.ts';
import { applyAll, nothingApplied } from '../kubectl/index.ts';
import type { Conversation } from './protocol.ts';
import { conversationOf } from './views/conversation.ts';
import { endpointsBehind } from './views/rungs.ts';

const CLUSTER = readFileSync(new URL('../../public/lessons/01-first-packet/cluster.yaml', import.meta.url), 'utf8');

/** Three Pods behind a Service; `service` goes into its spec. */
export const web = (service = '', pod = ''): string => `
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: 8080}]
${service}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: web, ports: [{name: http, containerPort: 8080}]}]
${pod}`;

/** A NodePort Service in front of the same Pods. */
export const webOnNodes = (more = ''): string =>
  web(more)
    .replace('targetPort: 8080', 'targetPort: 8080, nodePort: 30080')
    .replace('spec:\n  selector', 'spec:\n  type: NodePort\n  selector');

/** The same as a LoadBalancer. */
export const webBalanced = (more = ''): string => webOnNodes(more).replace('NodePort', 'LoadBalancer');

/** A Pod that calls. */
export const caller = `
---
apiVersion: v1
kind: Pod
metadata: {name: client}
spec:
  containers: [{name: shell, image: curlimages/curl}]
`;

/** A Client; `from` such as `pod: client`. */
export const client = (from: string, request: string, more = ''): string => `
---
apiVersion: portolan.dev/v1alpha1
kind: Client
metadata: {name: curl}
spec:
  from: {${from}}
  request: '${request}'
${more}
`;

/** Virtual ms after which machines and Pods are up and rules are written; requests made before are not looked at. */
const WARM_UP = 2000;

/** A whole cluster of three machines with a name server, and what manifests put into and around it. */
export class Town {
  readonly cluster = new Cluster(1);
  private applied = nothingApplied;

  constructor(manifests: string) {
    this.apply(manifests);
    this.live(WARM_UP);
  }

  apply(manifests: string): void {
    const files = [
      { name: 'cluster.yaml', text: CLUSTER },
      { name: 'app.yaml', text: manifests },
    ];
    const { applied, problems } = this.cluster.write('you', (session) => applyAll(files, this.applied, session));
    const errors = problems.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
    this.applied = applied;
  }

  live(ms: number): void {
    this.cluster.advance(this.cluster.world.now + ms);
  }

  /** Gives a Service its load balancer's address, as the provider's controller would. */
  balance(name: string, ip: string, ipMode: 'VIP' | 'Proxy' = 'VIP'): void {
    this.cluster.write('cloud', (session) => {
      const service = session.get<Service>('Service', 'default', name);
      if (service)
        session.updateStatus<Service>({ ...service, status: { loadBalancer: { ingress: [{ ip, ipMode }] } } });
    });
  }

  /** The requests that have come out, as the page is told, the oldest first; of one Client (`curl`) or all. */
  outcomes(since = WARM_UP): readonly Conversation[] {
    const { world } = this.cluster;
    return [...world.conversations.values()]
      .filter(({ from, outcome }) => from >= since && outcome)
      .sort((one, other) => one.from - other.from)
      .map((record) => conversationOf(record, 'A', (at) => endpointsBehind(at, world.proxies)));
  }

  /** The different words of the outcomes since an instant. */
  words(since = WARM_UP): string[] {
    return [...new Set(this.outcomes(since).map(({ outcome }) => outcome?.word ?? ''))];
  }

  /** The different roads of the chart that requests have taken since an instant. */
  roads(since = WARM_UP): string[] {
    const all = this.outcomes(since).flatMap(({ flights }) => flights.flatMap(({ legs }) => legs));
    return [...new Set(all.map(({ on }) => on.road))];
  }

  /** The different last packets of the requests since an instant, leaving out the one that may still be under way. */
  ends(since: number): string[] {
    const over = this.outcomes(since).slice(0, -1);
    return [...new Set(over.map(({ flights }) => flights.at(-1)?.label ?? ''))];
  }

  /** The newest outcome. */
  last(): NonNullable<Conversation['outcome']> {
    const outcome = this.outcomes().at(-1)?.outcome;
    if (!outcome) throw new Error('nothing has come out yet');
    return outcome;
  }

  nodeOf(pod: string | undefined): string {
    const key = pod ?? '';
    return [...this.cluster.world.network.pods.values()].find(({ host }) => host === key)?.node ?? '';
  }

  get now(): number {
    return this.cluster.world.now;
  }
}
