import type { ConfigMap } from '../../../../../api/index.ts';
import { type FieldError, forbidden, invalid } from '../../field-errors.ts';
import { configKeyFaults, dnsSubdomainFaults } from '../../formats.ts';
import type { Strategy } from '../strategy.ts';

/** Faults of the keys of a map at `field`, as ConfigMaps and Secrets have them. */
export function dataKeyFaults(data: Readonly<Record<string, string>> | undefined, field: string): FieldError[] {
  return Object.keys(data ?? {}).flatMap((key) =>
    configKeyFaults(key).map((fault) => invalid(`${field}[${key}]`, key, fault)),
  );
}

function immutableFaults(configMap: ConfigMap, before: ConfigMap | undefined): FieldError[] {
  const was = before as (ConfigMap & { readonly immutable?: boolean }) | undefined;
  if (!was?.immutable || JSON.stringify(was.data) === JSON.stringify(configMap.data)) return [];
  return [forbidden('data', 'field is immutable when `immutable` is set')];
}

/** ConfigMaps: values under keys, which containers read as variables. Models pkg/registry/core/configmap (v1.36). */
export const configMapStrategy: Strategy<ConfigMap> = {
  kind: 'ConfigMap',
  apiVersion: 'v1',
  resource: 'configmaps',
  namespaced: true,
  nameFaults: dnsSubdomainFaults,
  defaults: () => undefined,
  validate: (configMap, before) => [
    ...dataKeyFaults(configMap.data, 'data'),
    ...dataKeyFaults(configMap.binaryData, 'binaryData'),
    ...immutableFaults(configMap, before),
  ],
};
