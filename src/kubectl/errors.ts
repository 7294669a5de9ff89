import type { ApiObject, Status } from '../api/index.ts';
import type { ManifestDocument } from './manifest/document.ts';

/** What kubectl says about a kind that the server does not have. Models kubectl's resource builder (v1.36). */
export function unmappedKind(
  kind: string,
  apiVersion: string,
  name: string,
  namespace: string,
  file = 'STDIN',
): string {
  const mapping = `resource mapping not found for name: "${name}" namespace: "${namespace}" from "${file}"`;
  return `${mapping}: no matches for kind "${kind}" in version "${apiVersion}"\nensure CRDs are installed first`;
}

/** A document that is no object, or lacks the words that say what it is; undefined when it may be sent. Models kubectl's validation (v1.36). */
export function notAnObject(value: unknown): string | undefined {
  const invalid = (what: string): string =>
    `error validating data: ${what}; if you choose to ignore these errors, turn validation off with --validate=false`;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return invalid('invalid object to validate');
  const missing = [...wordFault(value, 'apiVersion'), ...wordFault(value, 'kind')];
  if (missing.length === 0) return undefined;
  return invalid(missing.length === 1 ? missing.join() : `[${missing.join(', ')}]`);
}

function wordFault(object: object, field: 'apiVersion' | 'kind'): readonly string[] {
  const word: unknown = Object.hasOwn(object, field) ? (object as Record<string, unknown>)[field] : undefined;
  if (word === undefined || word === null || word === '') return [`${field} not set`];
  return typeof word === 'string' ? [] : [`${field} isn't string type`];
}

/** A name as the text has it, empty when there is none. What is no text is written as JSON: the server will refuse it. */
export const nameText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** What kubectl says about an object without a name; undefined when it has one, or when the server has to say more. */
export function namelessObject(metadata: unknown): string | undefined {
  if (metadata !== undefined && metadata !== null && (typeof metadata !== 'object' || Array.isArray(metadata)))
    return undefined;
  const { name, generateName } = (metadata ?? {}) as { name?: unknown; generateName?: unknown };
  if (name !== undefined && name !== null && name !== '') return undefined;
  return typeof generateName === 'string' && generateName
    ? `from ${generateName}: cannot use generate name with apply`
    : 'resource name may not be empty';
}

/** `services`, `deployments.apps`: how messages name a kind. Models apimachinery's UnsafeGuessKindToResource (v1.36). */
export function resourceOf(kind: string, apiVersion: string): string {
  const singular = kind.toLowerCase();
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
  if (singular.endsWith('endpoints')) return `${singular}${group}`;
  if (singular.endsWith('s')) return `${singular}es${group}`;
  return `${singular.endsWith('y') ? `${singular.slice(0, -1)}ie` : singular}s${group}`;
}

/** What kubectl prints for a document of `file` that it never sends, or undefined when it would send it. */
export function unsentText(
  { value, fault }: ManifestDocument,
  file: string,
  isServed: (apiVersion: string, kind: string) => boolean,
): string | undefined {
  if (fault)
    return `error: error parsing ${file}: error converting YAML to JSON: yaml: line ${fault.range.line}: ${fault.message}\n`;
  const unfit = notAnObject(value);
  if (unfit !== undefined) return `error: error validating "${file}": ${unfit}\n`;
  const { apiVersion, kind, metadata } = value as ApiObject;
  if (isServed(apiVersion, kind)) return undefined;
  const { name, namespace } = (metadata ?? {}) as Partial<ApiObject['metadata']>;
  return `error: ${unmappedKind(kind, apiVersion, nameText(name), nameText(namespace), file)}\n`;
}

/** What kubectl prints when the server refuses an object; `verb` is what it was doing, such as `creating`. */
export function refusalText(status: Status, kind: string, name: string, verb: string, file: string): string {
  if (status.reason === 'Invalid') {
    const lines = [...new Set((status.causes ?? []).map((cause) => `${cause.field}: ${cause.message}`))];
    const list = lines.length === 1 ? lines[0] : `\n${lines.map((line) => `* ${line}`).join('\n')}`;
    return `The ${kind} "${name}" is invalid: ${list}\n`;
  }
  const reason = status.reason === '' ? '' : ` (${status.reason})`;
  return `Error from server${reason}: error when ${verb} "${file}": ${status.message}\n`;
}
