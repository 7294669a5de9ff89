import document from '../../../../api/schema/kubernetes-1.36.json';

/** The part of JSON Schema in which the kinds are written down. */
export interface FieldSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly additionalProperties?: boolean | FieldSchema;
  readonly items?: FieldSchema;
  readonly anyOf?: readonly FieldSchema[];
  readonly allOf?: readonly FieldSchema[];
}

const definitions = document.definitions as unknown as Readonly<Record<string, FieldSchema>>;

/** A schema with its reference followed; `name` is the Go type's name when it has one. */
export interface Resolved {
  readonly name: string | undefined;
  readonly schema: FieldSchema;
}

/** Follows `$ref` and the single `allOf` that carries a description. */
export function resolved(schema: FieldSchema): Resolved {
  const inner = schema.$ref ? schema : (schema.allOf?.[0] ?? schema);
  if (!inner.$ref) return { name: undefined, schema: inner };
  const name = inner.$ref.slice('#/definitions/'.length);
  return { name, schema: definitions[name] ?? {} };
}

/** The schema of a kind, or undefined when there is none. */
export function schemaOf(kind: string): FieldSchema | undefined {
  return Object.hasOwn(definitions, kind) ? definitions[kind] : undefined;
}

/** Whether a field is a resource.Quantity: a number or a text, both of which its own decoder reads. */
export const isQuantity = ({ anyOf }: FieldSchema): boolean => anyOf?.some(({ type }) => type === 'number') ?? false;
