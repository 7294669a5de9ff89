import type { ConfigMap } from '../../../../../api/index.ts';
import { same } from '../../equality.ts';
import { type FieldError, forbidden, invalid, tooLong } from '../../field-errors.ts';
import { configKeyFaults, dnsSubdomainFaults } from '../../formats.ts';
import { byteLength } from '../object-meta.ts';
import type { Strategy } from '../strategy.ts';

type Data = Readonly<Record<string, string>> | undefined;

/** Bytes that a ConfigMap or a Secret may hold. */
export const MOST_BYTES = 2 ** 20;

/** Faults of the keys of a map at `field`, as ConfigMaps and Secrets have them. */
export function dataKeyFaults(data: Data, field: string): FieldError[] {
  return Object.keys(data ?? {})
    .sort()
    .flatMap((key) => configKeyFaults(key).map((fault) => invalid(`${field}[${key}]`, key, fault)));
}

/** Bytes of a value in base64. */
export const decodedBytes = (value: string): number =>
  Math.floor((value.replaceAll(/\s/g, '').length * 3) / 4) - (/=*$/.exec(value)?.[0].length ?? 0);

/** What was closed stays as it is. Models the `immutable` part of ValidateConfigMapUpdate and ValidateSecretUpdate (v1.36). */
export function immutableFaults<T extends { readonly immutable?: boolean }>(
  object: T,
  before: T | undefined,
  fields: readonly (keyof T & string)[],
): FieldError[] {
  if (!before?.immutable) return [];
  const sentence = 'field is immutable when `immutable` is set';
  const opened = object.immutable ? [] : [forbidden('immutable', sentence)];
  return [
    ...opened,
    ...fields.flatMap((field) => (same(object[field] ?? {}, before[field] ?? {}) ? [] : [forbidden(field, sentence)])),
  ];
}

function contentFaults({ data = {}, binaryData = {} }: ConfigMap): FieldError[] {
  const texts = Object.values(data).reduce((sum, text) => sum + byteLength(text), 0);
  const size = Object.values(binaryData).reduce((sum, value) => sum + decodedBytes(value), texts);
  const keys = Object.keys(data).sort();
  return [
    ...keys.flatMap((key) => [
      ...configKeyFaults(key).map((fault) => invalid(`data[${key}]`, key, fault)),
      ...(Object.hasOwn(binaryData, key)
        ? [invalid(`data[${key}]`, key, 'duplicate of key present in binaryData')]
        : []),
    ]),
    ...dataKeyFaults(binaryData, 'binaryData'),
    ...(size > MOST_BYTES ? [tooLong('', MOST_BYTES)] : []),
  ];
}

/** ConfigMaps: values under keys, which containers read as variables. Models pkg/registry/core/configmap (v1.36). */
export const configMapStrategy: Strategy<ConfigMap> = {
  kind: 'ConfigMap',
  apiVersion: 'v1',
  resource: 'configmaps',
  namespaced: true,
  nameFaults: dnsSubdomainFaults,
  metadataOnUpdate: ['changes', 'whole'],
  defaults: () => undefined,
  validate: (configMap, before) => [
    ...immutableFaults(configMap, before, ['data', 'binaryData']),
    ...contentFaults(configMap),
  ],
};
