import { canonicalQuantity } from '../../../../api/index.ts';
import { keepsZero } from './pointers.ts';
import { type FieldSchema, isQuantity, resolved } from './schema.ts';

const ZEROS: Readonly<Record<string, unknown>> = { string: '', integer: 0, number: 0, boolean: false };

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a value says no more than a field that is left out: zeros, empty lists and empty maps, but not empty structs. */
function saysNothing(value: unknown, field: FieldSchema): boolean {
  if (value === '' || value === 0 || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0 && resolved(field).schema.properties === undefined;
}

/**
 * A decoded value as Go would hold it and write it again: a field that is null, or holds the zero of its type where Go has no
 * pointer, is as good as left out; a null in a list is the zero value of the list's type, and quantities are written in
 * their one canonical form. `selfLink` is read and forgotten. `struct` is the name of the Go type where the schema is not a reference to it.
 */
export function withZeroValues(value: unknown, field: FieldSchema, struct = ''): unknown {
  const { name = struct, schema } = resolved(field);
  if (isQuantity(schema)) return canonicalQuantity(value as string | number);
  if (Array.isArray(value)) {
    const items = schema.items ?? {};
    return value.map((item) => (item === null || item === undefined ? zeroOf(items) : withZeroValues(item, items)));
  }
  return isObject(value) ? withFields(value, schema, name) : value;
}

function withFields(value: Fields, schema: FieldSchema, struct: string): Fields {
  const { properties, required = [] } = schema;
  const each = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {};
  const entries = Object.entries(value).flatMap(([key, part]) => {
    const own = properties && Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (part === null || part === undefined || (struct === 'ObjectMeta' && key === 'selfLink')) return [];
    if (own && !required.includes(key) && !keepsZero(struct, key) && saysNothing(part, own)) return [];
    return [[key, withZeroValues(part, own ?? each)]];
  });
  return Object.fromEntries(entries) as Fields;
}

function zeroOf(field: FieldSchema): unknown {
  const { type = 'object' } = resolved(field).schema;
  return Object.hasOwn(ZEROS, type) ? ZEROS[type] : {};
}
