import type { Status, StatusCause } from '../../../api/index.ts';

/** One fault of one field, in the API server's words. Models apimachinery/pkg/util/validation/field (v1.36). */
export interface FieldError extends StatusCause {}

const SHORT: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');

/** A character that is not printed as it is, as Go's %q writes it. */
function escaped(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  if (sign === '"' || sign === '\\') return `\\${sign}`;
  if (SHORT[sign] !== undefined) return SHORT[sign];
  if (code < 0x80) return `\\x${hex(code, 2)}`;
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

/** A value as error messages quote it: text as Go's %q, everything else as JSON. */
function quoted(value: unknown): string {
  if (typeof value === 'string') return `"${value.replace(/["\\]|[^ \p{L}\p{M}\p{N}\p{P}\p{S}]/gu, escaped)}"`;
  return JSON.stringify(value) ?? 'null';
}

/** A field that must be there is not. */
export function required(field: string, detail = ''): FieldError {
  return { field, reason: 'FieldValueRequired', message: detail ? `Required value: ${detail}` : 'Required value' };
}

/** A value that its field cannot have. */
export function invalid(field: string, value: unknown, detail: string): FieldError {
  return { field, reason: 'FieldValueInvalid', message: `Invalid value: ${quoted(value)}: ${detail}` };
}

/** A word that is not on the list; `supported` is listed in the order given. */
export function notSupported(field: string, value: unknown, supported: readonly string[]): FieldError {
  const list = supported.map(quoted).join(', ');
  return {
    field,
    reason: 'FieldValueNotSupported',
    message: `Unsupported value: ${quoted(value)}: supported values: ${list}`,
  };
}

/** The same value twice where each may stand once. */
export function duplicate(field: string, value: unknown, detail = ''): FieldError {
  const message = `Duplicate value: ${quoted(value)}${detail === '' ? '' : `: ${detail}`}`;
  return { field, reason: 'FieldValueDuplicate', message };
}

/** A name that nothing has. */
export function notFoundValue(field: string, value: unknown, detail = ''): FieldError {
  const message = `Not found: ${quoted(value)}${detail === '' ? '' : `: ${detail}`}`;
  return { field, reason: 'FieldValueNotFound', message };
}

/** A field that may not be set here. */
export function forbidden(field: string, detail: string): FieldError {
  return { field, reason: 'FieldValueForbidden', message: `Forbidden: ${detail}` };
}

/** More items than the field may have. */
export function tooMany(field: string, count: number, most: number): FieldError {
  return { field, reason: 'FieldValueTooMany', message: `Too many: ${count}: must have at most ${most} items` };
}

/** A text of more bytes than the field may have. */
export function tooLong(field: string, most: number): FieldError {
  return { field, reason: 'FieldValueTooLong', message: `Too long: may not be more than ${most} bytes` };
}

/** How a pointer that is nil is quoted. A list or a map that is nil is quoted as `null`, without marks. */
export const NIL_POINTER = 'null';

/** The whole answer to an object with faults: 422, all of them in order; the message says each sentence once. */
export function invalidObject(qualifiedKind: string, name: string, errors: readonly FieldError[]): Status {
  const lines = [...new Set(errors.map((error) => `${error.field}: ${error.message}`))];
  const all = lines.length === 1 ? lines[0] : `[${lines.join(', ')}]`;
  return { code: 422, reason: 'Invalid', message: `${qualifiedKind} "${name}" is invalid: ${all}`, causes: errors };
}
