import { STRUCTS } from './pod-spec-structs.ts';

type Fields = Readonly<Record<string, unknown>>;

interface Field {
  /** Its name in Go, which is also how it is printed; empty for a struct whose fields are those of the outer one. */
  readonly name: string;
  /** Its name in a manifest; empty for such a struct when its fields are those of the outer one there too. */
  readonly key: string;
  /** `#` a number, `!` a truth value, `?` anything that may be nil, `$` a quantity, empty for a text; else a struct. */
  readonly kind: string;
  /** Nothing of it is printed when there is none. */
  readonly omitted: boolean;
  /** Whether it may be nil, and whether it is a list. */
  readonly shape: '' | '*' | '[]';
}

const FIELD =
  /^(?<embedded>\+)?(?<name>[A-Za-z]+)(?:=(?<key>[A-Za-z]+))?(?<mark>[#!?~$])?(?::(?<shape>\*|\[\])?(?<struct>\w+))?$/;

/** `HTTPGet` is `httpGet` in a manifest, `TTY` is `tty`. */
function manifestName(name: string): string {
  const capitals = /^[A-Z]+(?=[A-Z][a-z]|$)|^[A-Z]/.exec(name)?.[0] ?? '';
  return capitals.toLowerCase() + name.slice(capitals.length);
}

function fieldOf(text: string): Field {
  const { embedded, name = '', key, mark = '', shape = '', struct } = FIELD.exec(text)?.groups ?? {};
  const own = { omitted: mark === '~', shape: shape as Field['shape'] };
  if (embedded) return { name: '', key: key ?? '', kind: name, ...own };
  return { name, key: key ?? manifestName(name), kind: struct ?? (own.omitted ? '?' : mark), ...own };
}

const fields = new Map<string, readonly Field[]>();

function fieldsOf(struct: string): readonly Field[] {
  const known = fields.get(struct);
  if (known) return known;
  const read = (STRUCTS[struct] ?? '').split(/\s+/).map(fieldOf);
  fields.set(struct, read);
  return read;
}

const ZEROS: Readonly<Record<string, unknown>> = { '': '', '#': 0, '!': false, '?': null, $: '0' };

/** Empty lists and maps are as good as nil; maps are printed in the order of their keys. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? null : value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

function printed(value: unknown, { kind, shape }: Field): unknown {
  if (Object.hasOwn(ZEROS, kind)) return plain(value ?? ZEROS[kind]) ?? ZEROS[kind];
  if (shape === '') return goValue((value ?? {}) as Fields, kind);
  if (value === undefined || value === null) return null;
  if (shape === '*') return goValue(value as Fields, kind);
  const items = value as readonly Fields[];
  return items.length === 0 ? null : items.map((item) => goValue(item, kind));
}

/**
 * A value as the Go struct of its type would be marshalled: every field in the order of the struct, zero values written
 * out. `value` is what a manifest says, `struct` one of STRUCTS.
 */
export function goValue(value: Fields, struct: string): Fields {
  return Object.fromEntries(
    fieldsOf(struct).flatMap((field) => {
      const own = Object.hasOwn(value, field.key) ? value[field.key] : undefined;
      if (field.name === '')
        return Object.entries(goValue(field.key === '' ? value : ((own ?? {}) as Fields), field.kind));
      const goes = printed(own, field);
      return field.omitted && goes === null ? [] : [[field.name, goes]];
    }),
  );
}

const ESCAPED: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** Such a value as Go's json.MarshalIndent prints it, one space deeper at each level. */
export function goText(value: Fields): string {
  return JSON.stringify(value, null, 1).replace(/[<>&\u2028\u2029]/g, (sign) => ESCAPED[sign] ?? sign);
}
