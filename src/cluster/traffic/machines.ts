import { LATENCY, type Machine, type Network, ROUTER } from '../network/index.ts';
import { machineConfig } from '../node/cni/index.ts';
import { answersKnown, bootedKernel, Kernel } from '../node/netfilter/index.ts';
import {
  balancerAt,
  claimant,
  FirewalledRouter,
  healthyNodes,
  hostOutside,
  PassThrough,
  PROVIDER,
  routerConfig,
} from '../outside/index.ts';
import type { World } from '../world.ts';

/** The machine to which the router sends an address: its node, the balancer that passes it on, or, for an external IP, the first node. */
function machineOf({ network, outside }: World, ip: string): string | undefined {
  const node = network.byAddress.get(ip);
  if (node !== undefined) return node;
  const balancer = balancerAt(outside, ip);
  if (balancer) return balancer.name;
  const [first] = network.nodes.keys();
  return claimant(outside.externalIPs, ip) !== undefined ? first : undefined;
}

function router(world: World): Machine {
  const { outside, network, kernels } = world;
  const state = kernels.get(ROUTER) ?? bootedKernel;
  const config = routerConfig({
    nodeOf: (ip) => machineOf(world, ip),
    hostOf: (ip) => hostOutside(outside, ip),
    routes: {},
  });
  return new FirewalledRouter(new Kernel(config, state), {
    firewalls: [...outside.firewalls.values()],
    isNode: (machine) => network.nodes.has(machine),
    isAnswer: (packet, now) => answersKnown(state.conntrack, packet, now),
    isProvider: (ip) => ip === PROVIDER.address || balancerAt(outside, ip) !== undefined,
  });
}

/** A balancer's own machine, where it passes packets on. */
function passThrough({ outside, health, network }: World, name: string): Machine | undefined {
  const balanced = outside.balancers.get(name.replace(/^Balancer/, 'Service'));
  return balanced && new PassThrough(balanced, healthyNodes(health, balanced.service, network.nodes.keys()));
}

/** The machines of a world, and the cables between them. */
export function networkOf(world: World): Network {
  const isDark = (name: string): boolean => world.off.has(name) || world.cut.has(name);
  return {
    latency: LATENCY,
    connects: (from, to) => !isDark(from) && !isDark(to),
    machine(name): Machine | undefined {
      if (world.off.has(name)) return undefined;
      if (name === ROUTER) return router(world);
      if (name.startsWith('Balancer/')) return passThrough(world, name);
      const config = machineConfig(world.network, name);
      const kernel = world.kernels.get(name);
      return config && kernel && new Kernel(config, kernel);
    },
  };
}

/** The world with what machines remember after a walk. */
export function remembering(world: World, machines: Iterable<Machine>): World {
  let { kernels } = world;
  for (const machine of machines) {
    const kernel = machine instanceof FirewalledRouter ? machine.router : machine;
    if (kernel instanceof Kernel) kernels = kernels.set(kernel.name, kernel.state);
  }
  return { ...world, kernels };
}
