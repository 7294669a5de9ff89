import type { ApiObject } from '../../../../api/index.ts';
import { type FieldError, invalid, required } from '../field-errors.ts';
import { dnsLabelFaults, labelValueFaults, qualifiedNameFaults } from '../formats.ts';
import type { Strategy } from './strategy.ts';

type Pairs = Readonly<Record<string, string>> | undefined;

/** Faults of a label map at `field`; keys and values are both complained about under the map's own path. */
export function labelFaults(labels: Pairs, field: string): FieldError[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => [
    ...labelKeyFaults(key, field),
    ...labelValueFaults(value).map((fault) => invalid(field, value, fault)),
  ]);
}

/** Faults of a label's or annotation's key. */
export function labelKeyFaults(key: string, field: string): FieldError[] {
  return qualifiedNameFaults(key, key.split('/').length > 2 ? 'a valid label key' : 'name part').map((fault) =>
    invalid(field, key, fault),
  );
}

/** Faults of a name such as `example.com/ready`. */
export function qualifiedFaults(name: string, field: string): FieldError[] {
  return qualifiedNameFaults(name, 'name part').map((fault) => invalid(field, name, fault));
}

/** Faults of an annotation map at `field`. */
export function annotationFaults(annotations: Pairs, field: string): FieldError[] {
  return Object.keys(annotations ?? {}).flatMap((key) => labelKeyFaults(key.toLowerCase(), field));
}

/** Faults of an object's `metadata`. Models apimachinery/pkg/api/validation ValidateObjectMeta (v1.36). */
export function metadataFaults(object: ApiObject, strategy: Strategy): FieldError[] {
  const { name, generateName, namespace, labels, annotations } = object.metadata;
  const errors: FieldError[] = [];
  if (!name) {
    errors.push(required('metadata.name', generateName === undefined ? 'name or generateName is required' : ''));
  } else {
    errors.push(...strategy.nameFaults(name).map((fault) => invalid('metadata.name', name, fault)));
  }
  if (strategy.namespaced && namespace !== undefined) {
    errors.push(...dnsLabelFaults(namespace).map((fault) => invalid('metadata.namespace', namespace, fault)));
  }
  errors.push(...labelFaults(labels, 'metadata.labels'));
  return [...errors, ...annotationFaults(annotations, 'metadata.annotations')];
}
