import { type Client, type ObjectKey, objectKey, type Pod, splitKey } from '../../api/index.ts';
import type { Resolver } from '../apps/index.ts';
import type { Reader } from '../control-plane/apiserver/index.ts';
import { isLoopback, ROUTER, ROUTER_ADDRESSES, type Sender, sourceTowards } from '../network/index.ts';
import { machineConfig } from '../node/cni/index.ts';
import { resolvConf } from '../node/kubelet/index.ts';
import { PROVIDER } from '../outside/index.ts';
import type { World } from '../world.ts';

/** Where a client program runs, and what it finds there. */
export interface Caller {
  readonly key: ObjectKey;
  readonly sender: Sender;
  readonly resolver: Resolver;
  /** The address that packets to `ip` leave with. */
  addressTowards(ip: string): string;
  /** A variable of the program's environment. */
  variable(name: string): string | undefined;
}

/** The name server of the networks around the cluster: the router. */
const OUTSIDE_RESOLVER: Resolver = { nameservers: [ROUTER_ADDRESSES.network], searches: [], ndots: 1 };

const noVariable = (): undefined => undefined;

/** What a Client sends from, as a key: its Pod's, `Node//node-1`, or `Internet//203.0.113.10`. */
export function callerKey({ metadata, spec }: Client): ObjectKey {
  const { pod, node, address } = spec.from;
  if (pod !== undefined) return objectKey('Pod', metadata.namespace ?? '', pod);
  return node === undefined ? objectKey('Internet', '', address ?? '') : objectKey('Node', '', node);
}

function onNode(
  key: ObjectKey,
  node: string,
  world: World,
  rest: Pick<Caller, 'resolver' | 'variable'>,
): Caller | undefined {
  const config = world.off.has(node) ? undefined : machineConfig(world.network, node);
  const addressTowards = (ip: string): string => (config ? sourceTowards(config, ip) : '');
  return config && { key, sender: { host: node, machine: node }, addressTowards, ...rest };
}

function inPod(key: ObjectKey, pod: Pod, world: World): Caller | undefined {
  const { podIP, podIPs = [], phase } = pod.status ?? {};
  const machine = pod.spec.nodeName;
  if (podIP === undefined || phase !== 'Running' || machine === undefined || world.off.has(machine)) return undefined;
  const sandbox = world.kubelets.sandboxes.get(pod.metadata.uid ?? '');
  const variables = (sandbox?.containers ?? []).flatMap(({ environment }) => environment);
  const variable = (name: string): string | undefined => variables.find((one) => one.name === name)?.value;
  const resolver = resolvConf(pod);
  if (pod.spec.hostNetwork) return onNode(key, machine, world, { resolver, variable });
  return {
    key,
    sender: { host: key, machine },
    resolver,
    variable,
    addressTowards: (ip) => {
      const ofFamily = podIPs.find((own) => own.ip.includes(':') === ip.includes(':'));
      return isLoopback(ip) ? ip : (ofFamily?.ip ?? podIP);
    },
  };
}

/** Somebody outside: a person on the internet, or a load balancer that checks nodes. */
function outside(key: ObjectKey, address: string): Caller {
  const sender = { host: key, machine: ROUTER };
  return { key, sender, resolver: OUTSIDE_RESOLVER, addressTowards: () => address, variable: noVariable };
}

/** A caller by its key; undefined while it is not there or does not run, or its machine is off. */
export function callerOf(key: ObjectKey, world: World, read: Reader): Caller | undefined {
  const { kind, namespace, name } = splitKey(key);
  if (kind === 'Internet') return outside(key, name);
  if (kind === 'Balancer') return outside(key, PROVIDER.address);
  if (kind === 'Node') return onNode(key, name, world, { resolver: OUTSIDE_RESOLVER, variable: noVariable });
  const pod = read.get<Pod>('Pod', namespace, name);
  return pod && inPod(key, pod, world);
}
