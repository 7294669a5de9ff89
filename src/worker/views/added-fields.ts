import type { AddedField } from '../protocol.ts';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fields whose values somebody picks for the object alone: the server out of a range or a count, the scheduler. */
const ALLOCATED =
  /^(spec\.(clusterIPs?|healthCheckNodePort|nodeName|podCIDRs?)|spec\.ports\[\d+\]\.nodePort|metadata\.(name|uid|resourceVersion|creationTimestamp|generation))$/;

function addedBy(path: string): AddedField['by'] {
  if (path === 'status' || path.startsWith('status.')) return 'status';
  return ALLOCATED.test(path) ? 'allocated' : 'default';
}

/** `spec.ports[1]`, `metadata.labels[app.kubernetes.io/name]`: as the API server writes paths. */
function below(path: string, key: string): string {
  if (/[.[\]/]/.test(key)) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}

function* difference(written: unknown, stored: unknown, path: string): Generator<AddedField> {
  if (isObject(written) && isObject(stored)) {
    for (const [key, value] of Object.entries(stored)) {
      const was = Object.hasOwn(written, key) ? written[key] : undefined;
      yield* difference(was ?? undefined, value, below(path, key));
    }
  } else if (Array.isArray(written) && Array.isArray(stored)) {
    for (const [i, item] of stored.entries()) yield* difference(written[i], item, `${path}[${i}]`);
  } else if (written !== stored) yield { path, value: stored, by: addedBy(path) };
}

/**
 * The fields of a stored object that its text does not have, or has with another value, topmost first: a block that is
 * missing as a whole is one entry. In the order of the stored object.
 */
export function addedFields(written: unknown, stored: unknown): readonly AddedField[] {
  return [...difference(written, stored, '')].filter(({ value }) => value !== undefined);
}
