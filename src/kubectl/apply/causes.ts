import type { Status } from '../../api/index.ts';

/** One thing that is wrong with an object: the field it is about (empty: the object) and the sentence. */
export interface Cause {
  readonly field: string;
  readonly message: string;
}

/** A refusal taken apart into what is wrong, each once, so that each can stand on its own line; made one by one, since there may be thousands. */
export function* causesOf({ causes = [], message }: Status, value: unknown): Generator<Cause> {
  if (causes.length === 0) return yield* decoding(message, value);
  const told = new Set<string>();
  for (const { field, message: fault } of causes) {
    const sentence = `${field}: ${fault}`;
    if (!told.has(sentence)) yield { field, message: sentence };
    told.add(sentence);
  }
}

function decoding(message: string, value: unknown): readonly Cause[] {
  const [start = '', list] = message.split('strict decoding error: ');
  const unknown = [...(list ?? '').matchAll(/unknown field "([^"]*)"/g)];
  if (unknown.length > 0)
    return unknown.map(([sentence, field = '']) => ({ field, message: `${start}strict decoding error: ${sentence}` }));
  const type = /cannot unmarshal (\w+).* into Go struct field \w+\.([\w.]+) of type/.exec(message);
  if (type) return [{ field: withIndexes(type[2] ?? '', type[1] ?? '', value), message }];
  return [{ field: about(status(message)), message }];
}

type Subject = 'name' | 'namespace' | 'object';
const status = (message: string): Subject =>
  message.startsWith('namespaces "') ? 'namespace' : message.endsWith(' already exists') ? 'name' : 'object';
const about = (subject: Subject): string => (subject === 'object' ? 'metadata.name' : `metadata.${subject}`);

/** The JSON word of Go's decoder for a value. */
function jsonKind(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** Go names a field without list indexes; the first one on that path that holds the wrong kind of value is the one. */
function withIndexes(path: string, kind: string, value: unknown): string {
  return find(path.split('.'), kind, value, '') ?? path;
}

function find([field, ...rest]: readonly string[], kind: string, value: unknown, at: string): string | undefined {
  if (Array.isArray(value)) return firstOf(value, (item, i) => find([field ?? '', ...rest], kind, item, `${at}[${i}]`));
  if (field === undefined || field === '') return wrong(value, kind) ? at : undefined;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, field)) return undefined;
  const [here, next] = [at === '' ? field : `${at}.${field}`, (value as Record<string, unknown>)[field]];
  return rest.length === 0 ? deepest(next, kind, here) : find(rest, kind, next, here);
}

/** The value itself or, in a map or list whose values must be of one type, the first that is not. */
function deepest(value: unknown, kind: string, at: string): string | undefined {
  if (wrong(value, kind)) return at;
  if (Array.isArray(value)) return firstOf(value, (item, i) => deepest(item, kind, `${at}[${i}]`));
  if (typeof value !== 'object' || value === null) return undefined;
  return firstOf(Object.entries(value), ([key, item]) => deepest(item, kind, `${at}[${key}]`));
}

const wrong = (value: unknown, kind: string): boolean => jsonKind(value) === kind;

function firstOf<T>(items: readonly T[], look: (item: T, i: number) => string | undefined): string | undefined {
  for (const [i, item] of items.entries()) {
    const found = look(item, i);
    if (found !== undefined) return found;
  }
  return undefined;
}
