import { quantityFault } from '../../../../api/index.ts';
import { base64Fault } from '../base64.ts';
import { goType, intBits } from './go-types.ts';
import { type FieldSchema, isQuantity, resolved, schemaOf } from './schema.ts';

/** A key that stands twice in one mapping of the text. */
export interface DuplicateKey {
  readonly key: string;
  /** Line within the document, counted from 1. */
  readonly line: number;
}

/** What a manifest says before anybody looked at its kind: plain data, last of doubled keys. */
export interface RawDocument {
  readonly value: unknown;
  readonly duplicates: readonly DuplicateKey[];
}

interface Faults {
  /** Go keeps the first value that it could not read, and says only that. */
  unread?: string;
  readonly unknown: string[];
}

type Json = Readonly<Record<string, unknown>>;

/** Nesting beyond this is nobody's manifest. */
const DEEPEST = 200;

/**
 * Reads a document as the kind that it says it is: every field known and of the right type, or the sentence that Go's
 * decoder would say. `kind` must be one that has a schema. Models apimachinery's strict JSON decoding (v1.36).
 */
export function decodeFault(kind: string, document: RawDocument): string | undefined {
  const schema = schemaOf(kind);
  if (!schema) return undefined;
  const faults: Faults = { unknown: [] };
  readObject(document.value as Json, schema, { struct: kind, path: '', plain: '', depth: 0 }, faults);
  if (faults.unread) return faults.unread;
  const bytes = bytesFault(kind, document.value);
  if (bytes !== undefined) return bytes;
  const strict = [...doubled(document.duplicates), ...faults.unknown.map((field) => `unknown field "${field}"`)];
  return strict.length > 0 ? `strict decoding error: ${strict.join(', ')}` : undefined;
}

/** Maps whose values are bytes, written in base64. */
const BYTES: Readonly<Record<string, string>> = { Secret: 'data', ConfigMap: 'binaryData' };

function bytesFault(kind: string, value: unknown): string | undefined {
  const field = Object.hasOwn(BYTES, kind) ? BYTES[kind] : undefined;
  const map = field === undefined ? undefined : (value as Json)[field];
  if (typeof map !== 'object' || map === null) return undefined;
  const entries = Object.entries(map).sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([, one]) => (typeof one === 'string' ? base64Fault(one) : undefined)).find((fault) => fault);
}

function doubled(duplicates: readonly DuplicateKey[]): string[] {
  if (duplicates.length === 0) return [];
  const lines = duplicates.map(({ key, line }) => `  line ${line}: key "${key}" already set in map`);
  return [`yaml: unmarshal errors:\n${lines.join('\n')}`];
}

interface Where {
  /** The Go struct that holds the field. */
  readonly struct: string;
  /** With list indexes, as strict errors print it. */
  readonly path: string;
  /** Without, as type errors print it. */
  readonly plain: string;
  readonly depth: number;
}

/** Keys come in the order of the JSON that YAML was turned into: sorted. */
function readObject(value: Json, schema: FieldSchema, where: Where, faults: Faults): void {
  for (const key of Object.keys(value).sort()) {
    const field = schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
    const path = where.path ? `${where.path}.${key}` : key;
    const plain = where.plain ? `${where.plain}.${key}` : key;
    if (field) readValue(value[key], field, { ...where, path, plain, depth: where.depth + 1 }, faults);
    else if (schema.additionalProperties === false) faults.unknown.push(path);
  }
}

function readValue(value: unknown, field: FieldSchema, where: Where, faults: Faults): void {
  if (value === null || value === undefined || faults.unread) return;
  const { name, schema } = resolved(field);
  const into = `into Go struct field ${where.struct}.${where.plain}`;
  if (isQuantity(schema)) {
    const fault = quantityFault(value);
    if (fault !== undefined) faults.unread = fault;
  } else if (where.depth > DEEPEST) {
    faults.unread = `json: cannot unmarshal object ${into}: exceeded max depth`;
  } else if (!fits(value, schema, where.plain)) {
    const read = jsonKind(value, intBits(schema, where.plain) !== undefined);
    faults.unread = `json: cannot unmarshal ${read} ${into} of type ${goType(field, where)}`;
  } else if (Array.isArray(value)) {
    const items = schema.items ?? {};
    value.forEach((item, i) => {
      readValue(item, items, { ...where, path: `${where.path}[${i}]`, depth: where.depth + 1 }, faults);
    });
  } else if (typeof value === 'object') {
    readMapping(value as Json, schema, { ...where, struct: name ?? where.struct }, faults);
  }
}

function readMapping(value: Json, schema: FieldSchema, where: Where, faults: Faults): void {
  if (schema.properties) return readObject(value, schema, where, faults);
  const each = schema.additionalProperties;
  if (typeof each !== 'object') return;
  for (const key of Object.keys(value).sort()) {
    readValue(value[key], each, { ...where, path: `${where.path}.${key}`, depth: where.depth + 1 }, faults);
  }
}

function fits(value: unknown, schema: FieldSchema, plain: string): boolean {
  if (schema.anyOf) return schema.anyOf.some((one) => fits(value, resolved(one).schema, plain));
  if (schema.enum) return typeof value === typeof schema.enum[0];
  switch (schema.type) {
    case 'string':
      return typeof value === 'string';
    case 'integer':
      return Number.isInteger(value) && holds(value as number, intBits(schema, plain) ?? 32);
    case 'number':
      return typeof value === 'number';
    case 'boolean':
      return typeof value === 'boolean';
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && !Array.isArray(value);
    default:
      return true;
  }
}

const holds = (value: number, bits: number): boolean => value >= -(2 ** (bits - 1)) && value < 2 ** (bits - 1);

function jsonKind(value: unknown, wantsInteger: boolean): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number' && wantsInteger) return `number ${value}`;
  return typeof value;
}
