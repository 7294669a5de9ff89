import type { Service } from '../../../../../api/index.ts';
import { cidrWarnings, ipWarnings } from '../../ip-address.ts';

const OLD_HINTS = 'service.kubernetes.io/topology-aware-hints';

type Spec = Service['spec'];

function headlessWarnings({ loadBalancerIP, externalIPs = [], sessionAffinity }: Spec): readonly string[] {
  const ignored = (field: string, when: boolean): string[] =>
    when ? [`spec.${field} is ignored for headless services`] : [];
  return [
    ...ignored('loadBalancerIP', Boolean(loadBalancerIP)),
    ...ignored('externalIPs', externalIPs.length > 0),
    ...ignored('SessionAffinity', sessionAffinity !== 'None'),
  ];
}

function outsideWarnings({ type, clusterIP, externalIPs = [], loadBalancerIP, ...spec }: Spec): readonly string[] {
  const heeded = type !== 'ExternalName' && !(type === 'ClusterIP' && clusterIP === 'None');
  const deprecated = 'spec.externalIPs is deprecated and may no longer be implemented in some clusters';
  return [
    ...externalIPs.flatMap((ip, i) => ipWarnings(ip, `spec.externalIPs[${i}]`)),
    ...(externalIPs.length > 0 && heeded ? [deprecated] : []),
    ...(loadBalancerIP ? ipWarnings(loadBalancerIP, 'spec.loadBalancerIP') : []),
    ...(spec.loadBalancerSourceRanges ?? []).flatMap((range, i) =>
      cidrWarnings(range, `spec.loadBalancerSourceRanges[${i}]`),
    ),
  ];
}

/** What is stored as asked and will not do what one may think. Models pkg/api/service GetWarningsForService (v1.36). */
export function serviceWarnings({ metadata, spec }: Service): readonly string[] {
  const { type, clusterIP, clusterIPs = [] } = spec;
  const warnings: string[] = [];
  if (metadata.annotations?.[OLD_HINTS] !== undefined)
    warnings.push(`annotation ${OLD_HINTS} is deprecated, please use service.kubernetes.io/topology-mode instead`);
  if (clusterIP && clusterIP !== 'None')
    warnings.push(...clusterIPs.flatMap((ip, i) => ipWarnings(ip, `spec.clusterIPs[${i}]`)));
  if (type === 'ClusterIP' && clusterIP === 'None') warnings.push(...headlessWarnings(spec));
  warnings.push(...outsideWarnings(spec));
  if (type === 'ExternalName' && (spec.externalIPs ?? []).length > 0)
    warnings.push('spec.externalIPs is ignored when spec.type is "ExternalName"');
  if (type !== 'ExternalName' && spec.externalName)
    warnings.push('spec.externalName is ignored when spec.type is not "ExternalName"');
  if (spec.trafficDistribution === 'PreferClose')
    warnings.push('spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"');
  return warnings;
}
