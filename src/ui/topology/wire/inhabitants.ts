import type { ClientThing, DnsThing, PodState, PodThing, Thing } from '../../../worker/protocol.ts';

/** Somebody who lives on a machine: a Pod, a caller, a name server, or a program of the machine itself. */
export interface Inhabitant {
  /** The thing that is selected by a click. */
  readonly id: string;
  /** The key that packets know it by: a Pod's key, or the machine's name. */
  readonly key: string;
  readonly kind: 'client' | 'dns' | 'pod';
  readonly node: string;
  /** On the machine's own network: its packets start and end at the kernel's own hooks. */
  readonly local: boolean;
  /** What makes it like others; the same for Pods of one controller. */
  readonly like: string;
}

function ofClient(thing: ClientThing): readonly Inhabitant[] {
  if (thing.where === 'internet') return [];
  const key = thing.where === 'node' ? thing.node : thing.id;
  const { id, node, hostNetwork } = thing;
  return [{ id, key, kind: 'client', node, local: hostNetwork || thing.where === 'node', like: id }];
}

function ofDns({ pods }: DnsThing): readonly Inhabitant[] {
  return pods.map(({ id, node }) => ({ id, key: id, kind: 'dns', node, local: false, like: id }));
}

function ofPod({ id, node, hostNetwork, owner }: PodThing): Inhabitant {
  return { id, key: id, kind: 'pod', node, local: hostNetwork, like: owner === '' ? id : owner };
}

/** Everybody who lives on a machine; what has no machine yet lives nowhere. */
export function inhabitantsOf(things: Iterable<Thing>): readonly Inhabitant[] {
  const all: Inhabitant[] = [];
  for (const thing of things) {
    if (thing.kind === 'client') all.push(...ofClient(thing));
    if (thing.kind === 'dns') all.push(...ofDns(thing));
    if (thing.kind === 'pod') all.push(ofPod(thing));
  }
  return all.filter(({ node }) => node !== '');
}

/** What a card of an inhabitant says. */
export interface Described {
  readonly name: string;
  readonly address: string;
  readonly state: PodState;
  readonly letters: readonly string[];
}

/** A Pod of the name server as it is told within its thing. */
function dnsPod(id: string, things: ReadonlyMap<string, Thing>): Described | undefined {
  for (const thing of things.values()) {
    const pod = thing.kind === 'dns' ? thing.pods.find((each) => each.id === id) : undefined;
    if (pod) return { name: 'CoreDNS', address: pod.address, state: pod.ready ? 'ready' : 'not ready', letters: [] };
  }
  return undefined;
}

/** An inhabitant in words; undefined once it has gone. */
export function described(id: string, things: ReadonlyMap<string, Thing>): Described | undefined {
  const thing = things.get(id);
  if (thing?.kind === 'pod') return { name: thing.name, address: thing.address, state: thing.state, letters: [] };
  if (thing?.kind !== 'client') return dnsPod(id, things);
  const { name, address, pod, sends } = thing;
  return { name, address, state: pod, letters: [...new Set(sends.map(({ letter }) => letter))] };
}
