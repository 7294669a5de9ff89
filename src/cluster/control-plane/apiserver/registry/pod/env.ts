import type { Container, EnvFromSource, EnvVar, EnvVarSource } from '../../../../../api/index.ts';
import { type FieldError, invalid, notSupported, required } from '../../field-errors.ts';
import { configKeyFaults, dnsSubdomainFaults } from '../../formats.ts';
import { labelKeyFaults } from '../object-meta.ts';
import { resourceFieldFaults } from './resources.ts';

const NAME_SENTENCE =
  "a valid environment variable name must consist only of printable ASCII characters other than '='";

const NAME = /^[ -<>-~]+$/;

/** What a variable may take from its Pod, and what only a file may take. */
const FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
const OTHER_FIELDS = [
  'metadata.annotations',
  'metadata.labels',
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
];

const SOURCES = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'] as const;

/** Faults of a path to a field of the Pod, out of those `known` here. Models validateObjectFieldSelector (v1.36). */
export function fieldRefFaults(path: string, at: string, known: readonly string[]): FieldError[] {
  if (path === '') return [required(at)];
  const subscript = /^metadata\.(labels|annotations)\['([^']*)'\]$/.exec(path);
  if (!subscript && /\['.*'\]$/.test(path)) {
    const why = `field label does not support subscript: ${path}`;
    return [invalid(at, path, `error converting fieldPath: ${why}`)];
  }
  const key = subscript?.[1] === 'annotations' ? subscript[2]?.toLowerCase() : subscript?.[2];
  if (key !== undefined) return labelKeyFaults(key, at.replace(/\.fieldPath$/, ''));
  if (known.includes(path)) return [];
  if (FIELDS.includes(path) || OTHER_FIELDS.includes(path)) return [notSupported(at, path, known)];
  return [invalid(at, path, `error converting fieldPath: field label not supported: ${path}`)];
}

function keyRefFaults(ref: { readonly name?: string; readonly key: string } | undefined, at: string): FieldError[] {
  if (!ref) return [];
  const { name = '', key } = ref;
  return [
    ...dnsSubdomainFaults(name).map((fault) => invalid(`${at}.name`, name, fault)),
    ...(key ? configKeyFaults(key).map((fault) => invalid(`${at}.key`, key, fault)) : [required(`${at}.key`)]),
  ];
}

function sourceFaults(source: EnvVarSource, value: string, at: string): FieldError[] {
  const given = SOURCES.filter((name) => Object.hasOwn(source, name));
  const errors = [
    ...(source.fieldRef ? fieldRefFaults(source.fieldRef.fieldPath ?? '', `${at}.fieldRef.fieldPath`, FIELDS) : []),
    ...(source.resourceFieldRef ? resourceFieldFaults(source.resourceFieldRef, `${at}.resourceFieldRef`, false) : []),
    ...keyRefFaults(source.configMapKeyRef, `${at}.configMapKeyRef`),
    ...keyRefFaults(source.secretKeyRef, `${at}.secretKeyRef`),
  ];
  const names = '`fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or `fileKeyRef`';
  if (given.length === 0) return [...errors, invalid(at, '', `must specify one of: ${names}`)];
  if (value !== '') return [...errors, invalid(at, '', 'may not be specified when `value` is not empty')];
  if (given.length > 1) return [...errors, invalid(at, '', 'may not have more than one field specified at a time')];
  return errors;
}

function variableFaults({ name, value = '', valueFrom }: EnvVar, at: string): FieldError[] {
  const errors: FieldError[] = [];
  if (!name) errors.push(required(`${at}.name`));
  else if (!NAME.test(name)) errors.push(invalid(`${at}.name`, name, NAME_SENTENCE));
  return valueFrom ? [...errors, ...sourceFaults(valueFrom, value, `${at}.valueFrom`)] : errors;
}

function envFromFaults(source: EnvFromSource, path: string, all: string): FieldError[] {
  const { prefix = '', configMapRef, secretRef } = source;
  const given = [...(configMapRef ? (['configMapRef'] as const) : []), ...(secretRef ? (['secretRef'] as const) : [])];
  const errors = given.flatMap((kind) => {
    const { name = '' } = source[kind] ?? {};
    const at = `${path}.${kind}.name`;
    return name === '' ? [required(at)] : dnsSubdomainFaults(name).map((fault) => invalid(at, name, fault));
  });
  if (prefix !== '' && !NAME.test(prefix)) errors.unshift(invalid(`${path}.prefix`, prefix, NAME_SENTENCE));
  if (given.length === 0) errors.push(invalid(all, '', 'must specify one of: `configMapRef` or `secretRef`'));
  if (given.length > 1) errors.push(invalid(all, '', 'may not have more than one field specified at a time'));
  return errors;
}

/** Faults of a container's variables. Models pkg/apis/core/validation ValidateEnv and ValidateEnvFrom (v1.36). */
export function envFaults({ env = [], envFrom = [] }: Container, at: string): FieldError[] {
  return [
    ...env.flatMap((variable, i) => variableFaults(variable, `${at}.env[${i}]`)),
    ...envFrom.flatMap((source, i) => envFromFaults(source, `${at}.envFrom[${i}]`, `${at}.envFrom`)),
  ];
}
