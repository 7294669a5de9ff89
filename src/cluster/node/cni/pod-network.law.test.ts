import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Node, Pod } from '../../../api/index.ts';
import { networkOf, noNetwork, withNode, withPod } from './pod-network.ts';

const pod = (
  name: string,
  nodeName: string,
  podIP: string | undefined,
  phase: 'Running' | 'Succeeded',
  hostNetwork: boolean,
): Pod =>
  ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default' },
    spec: { containers: [], nodeName, ...(hostNetwork && { hostNetwork }) },
    status: { phase, ...(podIP !== undefined && { podIP }) },
  }) as unknown as Pod;

const node = (name: string, address: string | undefined, podCIDR: string): Node =>
  ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name },
    spec: { podCIDR },
    status: { addresses: address === undefined ? [] : [{ type: 'InternalIP', address }] },
  }) as unknown as Node;

/** Every Pod and node has addresses of its own, as the kubelet hands them out. */
const podChange = fc
  .record({
    which: fc.integer({ min: 0, max: 5 }),
    node: fc.constantFrom('node-1', 'node-2'),
    last: fc.option(fc.constantFrom(0, 1), { nil: undefined }),
    phase: fc.constantFrom('Running' as const, 'Succeeded' as const),
    hostNetwork: fc.boolean(),
    gone: fc.boolean(),
  })
  .map((change) => {
    const ip =
      change.last === undefined ? undefined : `10.244.${change.node.slice(-1)}.${10 + change.which * 2 + change.last}`;
    const after = pod(`pod-${change.which}`, change.node, ip, change.phase, change.hostNetwork);
    return { name: `pod-${change.which}`, after: change.gone ? undefined : after };
  });

const nodeChange = fc
  .record({
    which: fc.constantFrom(1, 2, 3),
    last: fc.option(fc.constantFrom(0, 1), { nil: undefined }),
    gone: fc.boolean(),
  })
  .map(({ which, last, gone }) => {
    const after = node(
      `node-${which}`,
      last === undefined ? undefined : `192.168.50.${which * 10 + last}`,
      `10.244.${which}.0/24`,
    );
    return { name: `node-${which}`, after: gone ? undefined : after };
  });

it('knows after any changes what it would know when made at once', () => {
  fc.assert(
    fc.property(fc.array(podChange), fc.array(nodeChange), (podChanges, nodeChanges) => {
      let network = noNetwork;
      const pods = new Map<string, Pod>();
      const nodes = new Map<string, Node>();
      for (const { name, after } of nodeChanges) {
        network = withNode(network, nodes.get(name), after);
        if (after) nodes.set(name, after);
        else nodes.delete(name);
      }
      for (const { name, after } of podChanges) {
        network = withPod(network, pods.get(name), after);
        if (after) pods.set(name, after);
        else pods.delete(name);
      }
      const made = networkOf(nodes.values(), pods.values());
      for (const part of ['pods', 'nodes', 'byAddress'] as const) {
        expect([...network[part].entries()]).toEqual([...made[part].entries()]);
      }
    }),
  );
});
