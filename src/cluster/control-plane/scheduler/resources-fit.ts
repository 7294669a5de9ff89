import { podRequests, resources } from '../../../api/index.ts';
import type { Filter } from './filter.ts';

/** A node must have left what the Pod asks for, and room for one Pod more. Models plugins/noderesources fit.go (v1.36). */
export const nodeResourcesFit: Filter = (pod, _nodes, read) => {
  const wanted = Object.entries(podRequests(pod)).filter(([, amount]) => amount > 0);
  return ({ metadata, status }) => {
    if (!status?.allocatable) return undefined;
    const allocatable = resources(status.allocatable);
    const { pods, requested } = read.usage(metadata.name);
    const full = pods + 1 > (allocatable['pods'] ?? 0);
    const short = wanted.filter(([name, amount]) => amount > (allocatable[name] ?? 0) - (requested[name] ?? 0));
    if (!full && short.length === 0) return undefined;
    return {
      reasons: [...(full ? ['Too many pods'] : []), ...short.map(([name]) => `Insufficient ${name}`)],
      forGood: short.some(([name, amount]) => amount > (allocatable[name] ?? 0)),
    };
  };
};
