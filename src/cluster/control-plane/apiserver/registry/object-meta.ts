import type { ApiObject, ObjectMeta } from '../../../../api/index.ts';
import { type FieldError, forbidden, invalid, required, tooLong } from '../field-errors.ts';
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

/** Bytes that all annotations of an object may have together. */
const MOST_ANNOTATIONS = 256 * 1024;

/** How long a text is in UTF-8. */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x80) bytes += code >= 0x800 && (code < 0xd800 || code > 0xdfff) ? 2 : 1;
  }
  return bytes;
}

/** Faults of an annotation map at `field`. */
export function annotationFaults(annotations: Pairs, field: string): FieldError[] {
  const entries = Object.entries(annotations ?? {});
  const bytes = entries.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
  return [
    ...entries.flatMap(([key]) =>
      qualifiedNameFaults(key.toLowerCase(), key.split('/').length > 2 ? 'a valid label key' : 'name part').map(
        (fault) => invalid(field, key, fault),
      ),
    ),
    ...(bytes > MOST_ANNOTATIONS ? [tooLong(field, MOST_ANNOTATIONS)] : []),
  ];
}

function ownerFaults({ ownerReferences = [] }: ObjectMeta): FieldError[] {
  const at = 'metadata.ownerReferences';
  const controllers = ownerReferences.filter(({ controller }) => controller);
  const [first, ...more] = controllers.map(({ kind, name }) => `${kind}/${name}`);
  const empty = (value: string | undefined, field: string, sentence: string): FieldError[] =>
    value ? [] : [invalid(`${at}.${field}`, value ?? '', sentence)];
  return [
    ...ownerReferences.flatMap(({ apiVersion, kind, name, uid }) => [
      ...empty(apiVersion, 'apiVersion', 'version must not be empty'),
      ...empty(kind, 'kind', 'must not be empty'),
      ...empty(name, 'name', 'must not be empty'),
      ...empty(uid, 'uid', 'must not be empty'),
    ]),
    ...more.map((other) => {
      const sentence = `Only one reference can have Controller set to true. Found "true" in references for ${first} and ${other}`;
      return invalid(at, ownerReferences, sentence);
    }),
  ];
}

/** Finalizers of Kubernetes' own that have no domain. */
const STANDARD_FINALIZERS = ['kubernetes', 'orphan', 'foregroundDeletion'];

function finalizerFaults({ finalizers = [] }: ObjectMeta): FieldError[] {
  const at = 'metadata.finalizers';
  const both = finalizers.includes('orphan') && finalizers.includes('foregroundDeletion');
  const sentence = 'name is neither a standard finalizer name nor is it fully qualified';
  return [
    ...finalizers.flatMap((name) => qualifiedFaults(name, at)),
    ...(both ? [invalid(at, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set')] : []),
    ...finalizers.flatMap((name, i) =>
      name.includes('/') || STANDARD_FINALIZERS.includes(name) ? [] : [invalid(`${at}[${i}]`, name, sentence)],
    ),
  ];
}

function addedFinalizerFaults({ finalizers = [] }: ObjectMeta, before: ObjectMeta | undefined): FieldError[] {
  if (before?.deletionTimestamp === undefined) return [];
  const added = finalizers.filter((name) => !before.finalizers?.includes(name)).sort();
  if (added.length === 0) return [];
  const list = `[]string{${added.map((name) => `"${name}"`).join(', ')}}`;
  const sentence = `no new finalizers can be added if the object is being deleted, found new finalizers ${list}`;
  return [forbidden('metadata.finalizers', sentence)];
}

/** Faults of an object's `metadata`. Models apimachinery/pkg/api/validation ValidateObjectMeta (v1.36). */
export function metadataFaults(object: ApiObject, strategy: Strategy, before?: ApiObject): FieldError[] {
  const { name, generateName, namespace, labels, annotations } = object.metadata;
  const errors: FieldError[] = addedFinalizerFaults(object.metadata, before?.metadata);
  if (!name) {
    errors.push(required('metadata.name', generateName === undefined ? 'name or generateName is required' : ''));
  } else {
    errors.push(...strategy.nameFaults(name).map((fault) => invalid('metadata.name', name, fault)));
  }
  if (strategy.namespaced && namespace !== undefined) {
    errors.push(...dnsLabelFaults(namespace).map((fault) => invalid('metadata.namespace', namespace, fault)));
  }
  errors.push(...labelFaults(labels, 'metadata.labels'));
  return [
    ...errors,
    ...annotationFaults(annotations, 'metadata.annotations'),
    ...ownerFaults(object.metadata),
    ...finalizerFaults(object.metadata),
  ];
}
