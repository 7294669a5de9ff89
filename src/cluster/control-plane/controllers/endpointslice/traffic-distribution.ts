import type { Endpoint, Service } from '../../../../api/index.ts';

const ZONAL = new Set(['PreferClose', 'PreferSameZone', 'PreferSameNode']);

/** An endpoint that is meant for everybody. */
export function withoutHints({ hints: _hints, ...endpoint }: Endpoint): Endpoint {
  return endpoint;
}

/** Hints as the Service's `trafficDistribution` asks for: each ready endpoint for its own zone, or also for its own node. Models staging/endpointslice/trafficdist (v1.36). */
export function withTrafficDistribution(endpoint: Endpoint, { spec }: Service): Endpoint {
  const { trafficDistribution = '' } = spec;
  if (!ZONAL.has(trafficDistribution)) return withoutHints(endpoint);
  if (endpoint.conditions?.ready !== true) return endpoint;
  const { zone, nodeName } = endpoint;
  const forZones = zone === undefined ? undefined : [{ name: zone }];
  const nodal = trafficDistribution === 'PreferSameNode' && nodeName !== undefined;
  const forNodes = nodal ? [{ name: nodeName }] : undefined;
  const hints = { ...(forNodes && { forNodes }), ...(forZones && { forZones }) };
  return { ...withoutHints(endpoint), ...((forZones || forNodes) && { hints }) };
}
