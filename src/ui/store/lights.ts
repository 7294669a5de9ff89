import type { FieldOf, ManifestPlace } from './manifest-place.ts';
import { type Lit, store } from './state.ts';

/** The YAML parser comes when something is first pointed at. */
const loadPlaces = () => import('./manifest-place.ts');

/** How what the server added is laid between the lines of a text; comes when that is first asked for. */
export const loadAddedLines = () => import('./added-lines.ts');

const isSame = (one: Lit | undefined, other: Lit | undefined): boolean =>
  one?.object === other?.object && one?.field === other?.field && one?.by === other?.by;

/** Lights a field up wherever it shows: in the text, in the rules. Undefined puts all lights out. */
export function light(lit: Lit | undefined): void {
  if (!isSame(store.getState().lit, lit)) store.setState({ lit });
}

/** Lights up the field that a line of a file sets. */
export async function lightLine(by: 'caret' | 'pointer', text: string, line: number): Promise<void> {
  const { fieldAt } = await loadPlaces();
  const field = fieldAt(text, line);
  light(field && { ...field, by });
}

/** Where the text sets a field, or what is nearest to it. */
export async function findPlace(field: FieldOf): Promise<ManifestPlace | undefined> {
  const { placeOf } = await loadPlaces();
  return placeOf(store.getState().files, field);
}

/** Whether one field is the other, stands in it, or has it inside. */
export function isAbout(one: string, other: string): boolean {
  const within = (inner: string, outer: string): boolean =>
    inner === outer || outer === '' || (inner.startsWith(outer) && /^[.[]/.test(inner.slice(outer.length)));
  return within(one, other) || within(other, one);
}
