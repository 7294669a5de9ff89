import type { Service } from '../../../../../api/index.ts';
import { isHeadless } from './ip-family.ts';

const OLD_HINTS = 'service.kubernetes.io/topology-aware-hints';

/** What is stored as asked and will not do what one may think. Models pkg/api/service GetWarningsForService (v1.36). */
export function serviceWarnings(service: Service): readonly string[] {
  const { spec } = service;
  const warnings: string[] = [];
  const external = (spec.externalIPs ?? []).length > 0;
  if (service.metadata.annotations?.[OLD_HINTS] !== undefined)
    warnings.push(`annotation ${OLD_HINTS} is deprecated, please use service.kubernetes.io/topology-mode instead`);
  if (isHeadless(service)) {
    const ignored = (field: string): number => warnings.push(`spec.${field} is ignored for headless services`);
    if (spec.loadBalancerIP) ignored('loadBalancerIP');
    if (external) ignored('externalIPs');
    if (spec.sessionAffinity !== 'None') ignored('SessionAffinity');
  }
  if (spec.type === 'ExternalName' && external)
    warnings.push('spec.externalIPs is ignored when spec.type is "ExternalName"');
  if (spec.type !== 'ExternalName' && spec.externalName)
    warnings.push('spec.externalName is ignored when spec.type is not "ExternalName"');
  if (external) warnings.push('spec.externalIPs is deprecated and may no longer be implemented in some clusters');
  if (spec.trafficDistribution === 'PreferClose') {
    warnings.push('spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"');
  }
  return warnings;
}
