import type { Container, EnvVar, EnvVarSource } from '../../../../../api/index.ts';
import { type FieldError, invalid, notSupported, required } from '../../field-errors.ts';

const NAME_SENTENCE =
  "a valid environment variable name must consist only of printable ASCII characters other than '='";

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

function fieldRefFaults(path: string, at: string): FieldError[] {
  if (path === '') return [required(at)];
  if (/^metadata\.(labels|annotations)\['[^']*'\]$/.test(path) || FIELDS.includes(path)) return [];
  if (OTHER_FIELDS.includes(path)) return [notSupported(at, path, FIELDS)];
  return [invalid(at, path, `error converting fieldPath: field label not supported: ${path}`)];
}

function keyRefFaults(ref: { readonly name?: string; readonly key: string } | undefined, at: string): FieldError[] {
  if (!ref) return [];
  return [...(ref.name ? [] : [required(`${at}.name`)]), ...(ref.key ? [] : [required(`${at}.key`)])];
}

function sourceFaults(source: EnvVarSource, value: string, at: string): FieldError[] {
  const given = SOURCES.filter((name) => Object.hasOwn(source, name));
  const errors = [
    ...(source.fieldRef ? fieldRefFaults(source.fieldRef.fieldPath ?? '', `${at}.fieldRef.fieldPath`) : []),
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
  else if (!/^[ -<>-~]+$/.test(name)) errors.push(invalid(`${at}.name`, name, NAME_SENTENCE));
  return valueFrom ? [...errors, ...sourceFaults(valueFrom, value, `${at}.valueFrom`)] : errors;
}

/** Faults of a container's variables. Models pkg/apis/core/validation ValidateEnv and ValidateEnvFrom (v1.36). */
export function envFaults({ env = [], envFrom = [] }: Container, at: string): FieldError[] {
  return [
    ...env.flatMap((variable, i) => variableFaults(variable, `${at}.env[${i}]`)),
    ...envFrom.flatMap(({ configMapRef, secretRef }, i) => {
      const path = `${at}.envFrom[${i}]`;
      if (!configMapRef && !secretRef) return [invalid(path, '', 'must specify one of: `configMapRef` or `secretRef`')];
      if (configMapRef && secretRef) return [invalid(path, '', 'may not have more than one field specified at a time')];
      const named = (configMapRef ?? secretRef)?.name;
      return named ? [] : [required(`${path}.${configMapRef ? 'configMapRef' : 'secretRef'}.name`)];
    }),
  ];
}
