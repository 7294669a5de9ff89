import { canonicalQuantity } from '../../../../api/index.ts';
import { type FieldSchema, isQuantity, resolved } from './schema.ts';

const ZEROS: Readonly<Record<string, unknown>> = { string: '', integer: 0, number: 0, boolean: false };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A decoded value as Go would hold it: a field that is null is as good as left out, a null in a list is the zero value of
 * the list's type, and quantities are written in their one canonical form.
 */
export function withZeroValues(value: unknown, field: FieldSchema): unknown {
  const { schema } = resolved(field);
  if (isQuantity(schema)) return canonicalQuantity(value as string | number);
  if (Array.isArray(value)) {
    const items = schema.items ?? {};
    return value.map((item) => (item === null || item === undefined ? zeroOf(items) : withZeroValues(item, items)));
  }
  if (!isObject(value)) return value;
  const each = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {};
  const entries = Object.entries(value).filter(([, part]) => part !== null && part !== undefined);
  return Object.fromEntries(
    entries.map(([key, part]) => {
      const own = schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
      return [key, withZeroValues(part, own ?? each)];
    }),
  );
}

function zeroOf(field: FieldSchema): unknown {
  const { type = 'object' } = resolved(field).schema;
  return Object.hasOwn(ZEROS, type) ? ZEROS[type] : {};
}
