import { reveal } from '../editor/index.ts';
import { type FieldOf, findPlace, select } from '../store/index.ts';
import type { RuleOrigin } from './listing.ts';

/** The field of a manifest behind a rule's origin: behind an EndpointSlice stand the ports of its Service. */
export function sourceOf({ object, field, service }: RuleOrigin): FieldOf | undefined {
  if (object === '') return undefined;
  return service === '' ? { object, field } : { object: service, field: 'spec.ports[0]' };
}

/** Goes to the field in the text; to the object's page when no text names it. */
export async function showField(field: FieldOf): Promise<void> {
  const place = await findPlace(field);
  if (place === undefined) select({ of: 'thing', id: field.object });
  else reveal(place);
}

/** Goes to what a rule comes from. */
export async function showSource(origin: RuleOrigin): Promise<void> {
  const source = sourceOf(origin);
  if (source !== undefined) await showField(source);
}
