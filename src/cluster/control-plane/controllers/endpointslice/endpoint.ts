import {
  type Endpoint,
  isPodFinished,
  isPodReady,
  isPodTerminating,
  type Node,
  type Pod,
  type Service,
  ZONE_LABEL,
} from '../../../../api/index.ts';
import type { Reader } from '../../apiserver/client.ts';

/** Whether a Pod stands in slices at all: it has an address and will run again or runs. Models endpointslice util ShouldPodBeInEndpoints (v1.36). */
export function belongsInSlice(pod: Pod): boolean {
  return !isPodFinished(pod) && (pod.status?.podIP ?? '') !== '';
}

/** One Pod as an endpoint of a Service. Models endpointslice utils podToEndpoint (v1.36). */
export function endpointOf(pod: Pod, service: Service, read: Reader): Endpoint {
  const serving = isPodReady(pod);
  const terminating = isPodTerminating(pod);
  const ready = service.spec.publishNotReadyAddresses === true || (serving && !terminating);
  const { nodeName, hostname, subdomain } = pod.spec;
  const zone = nodeName === undefined ? undefined : read.get<Node>('Node', '', nodeName)?.metadata.labels?.[ZONE_LABEL];
  const named = hostname !== undefined && subdomain === service.metadata.name;
  return {
    addresses: [pod.status?.podIP ?? ''],
    conditions: { ready, serving, terminating },
    ...(named && { hostname }),
    ...(nodeName !== undefined && { nodeName }),
    ...(zone !== undefined && { zone }),
    targetRef: {
      kind: 'Pod',
      namespace: pod.metadata.namespace ?? '',
      name: pod.metadata.name,
      ...(pod.metadata.uid !== undefined && { uid: pod.metadata.uid }),
    },
  };
}
