import { type HostPort, hostPortsOf } from '../../../api/index.ts';
import type { Filter } from './filter.ts';

const ALL = '0.0.0.0';

function clash(a: HostPort, b: HostPort): boolean {
  return a.port === b.port && a.protocol === b.protocol && (a.ip === b.ip || a.ip === ALL || b.ip === ALL);
}

/** Two Pods cannot have the same port of a node. Models plugins/nodeports (v1.36). */
export const hostPorts: Filter = (pod, _nodes, read) => {
  const wanted = hostPortsOf(pod);
  if (wanted.length === 0) return () => undefined;
  return ({ metadata }) => {
    const taken = read.usage(metadata.name).hostPorts;
    return wanted.some((port) => taken.some((other) => clash(port, other)))
      ? { reasons: ["node(s) didn't have free ports for the requested pod ports"], forGood: false }
      : undefined;
  };
};
