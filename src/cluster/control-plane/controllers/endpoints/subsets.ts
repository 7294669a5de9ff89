import {
  type EndpointAddress,
  type EndpointSubset,
  isNamedBy,
  isPodFinished,
  isPodReady,
  isPodTerminating,
  type Pod,
  repackedSubsets,
  type Service,
  targetPortOn,
} from '../../../../api/index.ts';
import type { Reader } from '../../apiserver/client.ts';

/** Whether a Pod stands in Endpoints: unlike in slices, not while it terminates. Models endpointslice util ShouldPodBeInEndpoints (v1.36). */
function belongs(pod: Pod, unready: boolean): boolean {
  return !isPodFinished(pod) && (pod.status?.podIP ?? '') !== '' && (unready || !isPodTerminating(pod));
}

function addressOf(pod: Pod, ip: string, service: Service): EndpointAddress {
  const { nodeName = '', hostname } = pod.spec;
  const { namespace = '', name, uid } = pod.metadata;
  return {
    ip,
    nodeName,
    ...(isNamedBy(pod, service) && hostname !== undefined && { hostname }),
    targetRef: { kind: 'Pod', namespace, name, ...(uid !== undefined && { uid }) },
  };
}

/** Endpoints know one address per Pod: that of the Service's first family. */
function ipOf(pod: Pod, service: Service): string | undefined {
  const ipv6 =
    service.spec.ipFamilies?.[0] === 'IPv6' ||
    (!service.spec.ipFamilies && service.spec.clusterIP?.includes(':') === true);
  const all = [...(pod.status?.podIPs ?? []).map(({ ip }) => ip), pod.status?.podIP ?? ''];
  return all.find((ip) => ip !== '' && ip.includes(':') === ipv6);
}

/** What one Pod adds: a subset for each port that it serves, one without ports for a headless Service without any. */
function subsetsOfPod(pod: Pod, service: Service): EndpointSubset[] {
  const ip = ipOf(pod, service);
  if (ip === undefined) return [];
  const ready = service.spec.publishNotReadyAddresses === true || isPodReady(pod);
  const addresses = [addressOf(pod, ip, service)];
  const where = ready ? { addresses } : { notReadyAddresses: addresses };
  const ports = service.spec.ports ?? [];
  if (ports.length === 0) return service.spec.clusterIP === 'None' ? [where] : [];
  return ports.flatMap((servicePort) => {
    const port = targetPortOn(pod, servicePort);
    const { name, protocol, appProtocol } = servicePort;
    if (port === undefined) return [];
    return [
      {
        ...where,
        ports: [{ ...(name && { name }), port, protocol, ...(appProtocol !== undefined && { appProtocol }) }],
      },
    ];
  });
}

/** The subsets that a Service's Pods make. Models pkg/controller/endpoint syncService (v1.36). */
export function subsetsOf(service: Service, read: Reader): readonly EndpointSubset[] {
  const pods = read.withLabels<Pod>('Pod', service.metadata.namespace ?? '', service.spec.selector ?? {});
  const unready = service.spec.publishNotReadyAddresses === true;
  return repackedSubsets(pods.filter((pod) => belongs(pod, unready)).flatMap((pod) => subsetsOfPod(pod, service)));
}
