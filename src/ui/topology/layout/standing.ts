import type { WireLayout } from '../wire/wire-layout.ts';
import type { Layout } from './chart-layout.ts';
import type { Box } from './polyline.ts';
import type { Sheet } from './sheet.ts';

/** What stands where on a chart: things by id, and machines by name. */
export interface Standing {
  readonly things: ReadonlyMap<string, Box>;
  readonly machines: readonly { readonly node: string; readonly box: Box }[];
}

function onConcept(layout: Layout): Standing {
  const ladders = new Map([...layout.ladders].map(([id, ladder]) => [id, ladder.box]));
  const { clients, dns, services, pods, more, outside, walls } = layout;
  const entries = new Map([...layout.entries].map(([id, entry]) => [id, entry.box]));
  const things = new Map([
    ...clients,
    ...dns,
    ...entries,
    ...services,
    ...ladders,
    ...pods,
    ...outside,
    ...walls,
    ...more,
  ]);
  return { things, machines: layout.machines.filter(({ node }) => node !== '') };
}

function onWire({ devices, machines, more }: WireLayout): Standing {
  const things = new Map<string, Box>(more);
  for (const { id, box } of devices.values()) things.set(id, box);
  for (const { cards, programs } of machines.values())
    for (const { of, box } of [...cards, ...programs]) for (const id of of) things.set(id, box);
  return { things, machines: [...machines.values()] };
}

const known = new WeakMap<Sheet, Standing>();

/** Everything that stands on a chart. */
export function standing(layout: Sheet): Standing {
  const found = known.get(layout) ?? (layout.lens === 'wire' ? onWire(layout) : onConcept(layout));
  known.set(layout, found);
  return found;
}
