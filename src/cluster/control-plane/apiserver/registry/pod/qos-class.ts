import type { Container, PodSpec } from '../../../../../api/index.ts';

const COUNTED = ['cpu', 'memory'] as const;

function isGuaranteed({ resources }: Container): boolean {
  const { limits = {}, requests = {} } = resources ?? {};
  return COUNTED.every((name) => limits[name] !== undefined && (requests[name] ?? limits[name]) === limits[name]);
}

function isBestEffort({ resources }: Container): boolean {
  const { limits = {}, requests = {} } = resources ?? {};
  return COUNTED.every((name) => limits[name] === undefined && requests[name] === undefined);
}

/** How well a Pod is served when a node runs short. Models pkg/apis/core/v1/helper/qos ComputePodQOS (v1.36). */
export function qosClass({ containers, initContainers = [] }: PodSpec): 'BestEffort' | 'Burstable' | 'Guaranteed' {
  const all = [...containers, ...initContainers];
  if (all.every(isBestEffort)) return 'BestEffort';
  return all.every(isGuaranteed) ? 'Guaranteed' : 'Burstable';
}
