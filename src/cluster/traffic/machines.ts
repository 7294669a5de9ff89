import { LATENCY, type Machine, type Network, ROUTER } from '../network/index.ts';
import { machineConfig } from '../node/cni/index.ts';
import { bootedKernel, Kernel } from '../node/netfilter/index.ts';
import { routerConfig } from '../outside/index.ts';
import type { World } from '../world.ts';

/** The machines of a world, and the cables between them. */
export function networkOf(world: World): Network {
  const router = routerConfig({
    nodeOf: (ip) => world.network.byAddress.get(ip),
    hostOf: () => undefined,
    routes: {},
  });
  return {
    latency: LATENCY,
    connects: (from, to) => !world.off.has(from) && !world.off.has(to),
    machine(name): Machine | undefined {
      if (world.off.has(name)) return undefined;
      if (name === ROUTER) return new Kernel(router, world.kernels.get(ROUTER) ?? bootedKernel);
      const config = machineConfig(world.network, name);
      const kernel = world.kernels.get(name);
      return config && kernel && new Kernel(config, kernel);
    },
  };
}
