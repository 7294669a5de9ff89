import type { ApiObject, ObjectMeta } from '../../../../api/index.ts';
import { type FieldError, forbidden, invalid, required, tooLong } from '../field-errors.ts';
import { dnsLabelFaults, labelValueFaults, pathSegmentFaults, qualifiedNameFaults } from '../formats.ts';
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
  return qualifiedNameFaults(key).map((fault) => invalid(field, key, fault));
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
    ...entries.flatMap(([key]) => qualifiedNameFaults(key.toLowerCase()).map((fault) => invalid(field, key, fault))),
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
  return [
    ...finalizers.flatMap((name) => labelKeyFaults(name, at)),
    ...(both ? [invalid(at, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set')] : []),
  ];
}

function undomainedFaults(name: string, at: string): FieldError[] {
  const sentence = 'name is neither a standard finalizer name nor is it fully qualified';
  return name.includes('/') || STANDARD_FINALIZERS.includes(name) ? [] : [invalid(at, name, sentence)];
}

function undomainedFinalizerFaults({ finalizers = [] }: ObjectMeta): FieldError[] {
  return finalizers.flatMap((name, i) => undomainedFaults(name, `metadata.finalizers[${i}]`));
}

/** Faults of what a Namespace waits for. Models validateFinalizerName (v1.36). */
export function finalizerNameFaults(finalizers: readonly string[]): FieldError[] {
  const at = 'spec.finalizers';
  return finalizers.flatMap((name) => [...labelKeyFaults(name, at), ...undomainedFaults(name, at)]);
}

function addedFinalizerFaults({ finalizers = [] }: ObjectMeta, before: ObjectMeta): FieldError[] {
  if (before.deletionTimestamp === undefined) return [];
  const added = finalizers.filter((name) => !before.finalizers?.includes(name)).sort();
  if (added.length === 0) return [];
  const list = `[]string{${added.map((name) => `"${name}"`).join(', ')}}`;
  const sentence = `no new finalizers can be added if the object is being deleted, found new finalizers ${list}`;
  return [forbidden('metadata.finalizers', sentence)];
}

/** A prefix as if something followed its last hyphen. */
const asPrefix = (prefix: string): string => (prefix.endsWith('-') ? `${prefix.slice(0, -2)}a` : prefix);

type NameFaults = (name: string) => string[];

function nameFaults({ name, generateName = '' }: ObjectMeta, faults: NameFaults): FieldError[] {
  const ofPrefix = generateName === '' ? [] : faults(asPrefix(generateName));
  const errors = ofPrefix.map((fault) => invalid('metadata.generateName', generateName, fault));
  if (!name) return [...errors, required('metadata.name', 'name or generateName is required')];
  return [...errors, ...faults(name).map((fault) => invalid('metadata.name', name, fault))];
}

function pairsFaults(metadata: ObjectMeta): FieldError[] {
  return [
    ...labelFaults(metadata.labels, 'metadata.labels'),
    ...annotationFaults(metadata.annotations, 'metadata.annotations'),
    ...ownerFaults(metadata),
  ];
}

/** Models ValidateObjectMetaAccessor (v1.36). */
function wholeFaults(metadata: ObjectMeta, namespaced: boolean, faults: NameFaults): FieldError[] {
  const { namespace } = metadata;
  const outside = namespaced && namespace !== undefined ? dnsLabelFaults(namespace) : [];
  return [
    ...nameFaults(metadata, faults),
    ...outside.map((fault) => invalid('metadata.namespace', namespace, fault)),
    ...pairsFaults(metadata),
    ...finalizerFaults(metadata),
  ];
}

/** Models ValidateObjectMetaAccessorUpdate (v1.36). */
const changeFaults = (metadata: ObjectMeta, before: ObjectMeta): FieldError[] => [
  ...addedFinalizerFaults(metadata, before),
  ...pairsFaults(metadata),
];

/**
 * Faults of an object's `metadata`. An update has it looked at by what all kinds have in common, and then by the kind
 * again, so that one fault is told several times. Models apimachinery/pkg/api/validation ValidateObjectMeta and
 * registry/rest BeforeUpdate (v1.36).
 */
export function metadataFaults({ metadata }: ApiObject, strategy: Strategy, before?: ApiObject): FieldError[] {
  const { namespaced, metadataOnUpdate = ['changes'] } = strategy;
  const whole = (faults: NameFaults): FieldError[] => wholeFaults(metadata, namespaced, faults);
  const ofKind = (): FieldError[] => [...whole(strategy.nameFaults), ...undomainedFinalizerFaults(metadata)];
  if (!before) return ofKind();
  const changes = changeFaults(metadata, before.metadata);
  return [
    ...whole(pathSegmentFaults),
    ...changes,
    ...metadataOnUpdate.flatMap((part) =>
      part === 'whole' ? ofKind() : [...changes, ...undomainedFinalizerFaults(metadata)],
    ),
  ];
}
