import type { RulesThing, Thing } from '../../worker/protocol.ts';
import { isAbout, type Lit, light, store, useStore } from '../store/index.ts';

/** A field of an object, as the text and the rules' origins name it. */
export type Field = Pick<Lit, 'object' | 'field'>;

/** Fields of a Service that decide how it is entered from outside. */
const ENTERED_BY = ['spec.ports', 'spec.type', 'spec.externalTrafficPolicy', 'spec.externalName', 'status'] as const;

function portField(rules: RulesThing, things: ReadonlyMap<string, Thing>): string {
  const service = things.get(rules.service);
  const ports = service?.kind === 'service' ? service.ports : [];
  const index = ports.findIndex(({ name, port }) => name === rules.portName && port === rules.port);
  return index < 0 ? 'spec.ports' : `spec.ports[${index}]`;
}

/** Whether a thing of the chart comes from a field: its own object's, or one that decides about it. */
export function comesFrom(thing: Thing, { object, field }: Field, things: ReadonlyMap<string, Thing>): boolean {
  if (thing.id === object) return true;
  switch (thing.kind) {
    case 'pod':
      return thing.owner === object || (thing.services.includes(object) && /^spec\.selector\b/.test(field));
    case 'client':
      return thing.sends.some(({ client }) => client === object);
    case 'rules':
      if (thing.service !== object) return false;
      return isAbout(portField(thing, things), field) || isAbout('spec.selector', field);
    case 'nodeport':
    case 'balancer':
    case 'alias':
      return thing.service === object && ENTERED_BY.some((entered) => isAbout(entered, field));
    default:
      return false;
  }
}

/** The field to light when a thing is pointed at; undefined for what no manifest says. */
export function fieldFor(thing: Thing, things: ReadonlyMap<string, Thing>): Field | undefined {
  switch (thing.kind) {
    case 'pod':
      return thing.owner === '' ? { object: thing.id, field: '' } : { object: thing.owner, field: 'spec.template' };
    case 'client':
      return thing.sends[0] === undefined
        ? { object: thing.id, field: '' }
        : { object: thing.sends[0].client, field: 'spec' };
    case 'rules':
      return { object: thing.service, field: portField(thing, things) };
    case 'nodeport':
    case 'balancer':
    case 'alias':
      return { object: thing.service, field: 'spec.type' };
    case 'service':
    case 'node':
    case 'firewall':
    case 'external':
      return { object: thing.id, field: '' };
    case 'dns':
    case 'more':
      return undefined;
  }
}

/** How a card is lit by what is pointed at elsewhere: softly while the caret only rests on its line. */
export function useLit(id: string): 'lit' | 'lit softly' | '' {
  return useStore(({ lit, things }) => {
    if (lit === undefined || lit.by === 'chart') return '';
    const thing = things.get(id);
    if (thing === undefined || !comesFrom(thing, lit, things)) return '';
    return lit.by === 'caret' ? 'lit softly' : 'lit';
  });
}

/** Real milliseconds for which a thing is pointed at before its line and its rules light up. */
const REST = 90;

let resting: ReturnType<typeof setTimeout> | undefined;

/** Lights up, in the text and in the rules, what a thing of the chart comes from; undefined puts that light out. */
export function lightThing(id: string | undefined): void {
  clearTimeout(resting);
  if (id === undefined) {
    if (store.getState().lit?.by === 'chart') light(undefined);
    return;
  }
  resting = setTimeout(() => {
    const { things } = store.getState();
    const thing = things.get(id);
    const field = thing && fieldFor(thing, things);
    if (field) light({ ...field, by: 'chart' });
  }, REST);
}
