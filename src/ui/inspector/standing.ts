import type { PodThing, RulesThing, Thing } from '../../worker/protocol.ts';
import { nameIn, shortPodName } from './names.ts';

/** Something that explains what is seen now and may surprise. */
export interface Standing {
  readonly id: string;
  readonly heading: string;
  readonly says: string;
  /** The thing to select for more. */
  readonly thing: string;
}

function behind(rules: RulesThing): Standing {
  const stale = rules.rungs.filter((rung) => rung.stale).map((rung) => rung.endpoint);
  const gone = stale.length === 0 ? 'the endpoints have changed' : `${stale.join(', ')} is no longer an endpoint`;
  return {
    id: rules.id,
    thing: rules.id,
    heading: `The rules on ${[rules.node, ...rules.alsoOn].join(', ')} are behind.`,
    says: `The EndpointSlice says that ${gone}; kube-proxy has not written it yet, so a packet may still go there.`,
  };
}

function unready(pod: PodThing): Standing {
  return {
    id: pod.id,
    thing: pod.id,
    heading: `${shortPodName(pod.name)} is not ready.`,
    says: 'Its EndpointSlice says so, and the rules leave it out once kube-proxy has written them. The process may well run.',
  };
}

const TRAFFIC: Readonly<Record<RulesThing['traffic'], string>> = {
  all: 'what is sent to its address',
  outside: 'what comes to the machine for it from outside',
};

const FATE: Readonly<Record<NonNullable<RulesThing['refusal']>, string>> = {
  reject: 'the caller sees "connection refused" at once',
  drop: 'the caller hears nothing, and waits until its time is up',
};

function noEndpoints(rules: RulesThing): Standing {
  const { refusal = 'reject', traffic } = rules;
  // Without endpoints anywhere every machine rejects; a policy of Local leaves single machines without.
  const where = traffic === 'all' && refusal === 'reject' ? '' : ` on ${[rules.node, ...rules.alsoOn].join(', ')}`;
  return {
    id: `${rules.id} ${refusal}s`,
    thing: rules.service,
    heading: `${nameIn(rules.service)} has no endpoints${where}.`,
    says: `A rule ${refusal}s ${TRAFFIC[traffic]}: ${FATE[refusal]}.`,
  };
}

/** What stands out at the moment, at most one entry per Service, Pod and node. */
export function standings(things: Iterable<Thing>): readonly Standing[] {
  const found = new Map<string, Standing>();
  for (const thing of things) {
    if (thing.kind === 'rules' && thing.behind > 0) found.set(thing.id, behind(thing));
    if (thing.kind === 'rules' && thing.reject !== undefined) found.set(thing.service, noEndpoints(thing));
    if (thing.kind === 'pod' && thing.state === 'not ready') found.set(thing.id, unready(thing));
  }
  return [...found.values()];
}
