import type { Endpoint, Service } from '../../../../api/index.ts';

const ZONAL = new Set(['PreferClose', 'PreferSameZone']);

/** Hints as the Service's `trafficDistribution` asks for: each ready endpoint for its own zone, or also for its own node. Models staging/endpointslice/trafficdist (v1.36). */
export function withTrafficDistribution(endpoint: Endpoint, { spec }: Service): Endpoint {
  const { trafficDistribution = '' } = spec;
  const nodal = trafficDistribution === 'PreferSameNode';
  if (!endpoint.conditions?.ready || (!nodal && !ZONAL.has(trafficDistribution))) return endpoint;
  const forZones = endpoint.zone === undefined ? undefined : [{ name: endpoint.zone }];
  const forNodes = nodal && endpoint.nodeName !== undefined ? [{ name: endpoint.nodeName }] : undefined;
  return forZones || forNodes
    ? { ...endpoint, hints: { ...(forNodes && { forNodes }), ...(forZones && { forZones }) } }
    : endpoint;
}
