import { splitKey } from '../../../api/index.ts';
import type { ClusterEvent, Instant } from '../../../worker/protocol.ts';
import { podLabel } from '../names.ts';

/** Who writes to the API server or into kernels. Kubelets and kube-proxies are one of their kind per machine. */
export type ActorKind = 'you' | 'controllers' | 'scheduler' | 'slices' | 'kubelet' | 'kube-proxy';

/** Who did something: of which kind, and on which machine when there is one on each. */
export interface Actor {
  readonly kind: ActorKind;
  readonly node: string;
}

const KINDS: readonly (readonly [ActorKind, RegExp])[] = [
  ['you', /^you\b/],
  ['scheduler', /scheduler/],
  ['slices', /^endpointslice/],
  ['kubelet', /^kubelet/],
  ['kube-proxy', /^kube-proxy/],
];

/** The actor that an event names as its author. */
export function actorOf(by: string): Actor {
  const kind = KINDS.find(([, pattern]) => pattern.test(by))?.[0] ?? 'controllers';
  return { kind, node: /^kube(?:let|-proxy) (.+)$/.exec(by)?.[1] ?? '' };
}

/** An actor as a key: `kubelet node-1`, `scheduler`. */
export const keyOfActor = ({ kind, node }: Actor): string => (node === '' ? kind : `${kind} ${node}`);

/** One link of the chain: something was seen, and because of it something was written. Equal links of several objects or machines are one. */
export interface Step {
  /** Counts from 1; the drawing and the list name the step by it. */
  readonly number: number;
  readonly kind: ActorKind;
  readonly by: string;
  /** Oldest first. */
  readonly events: readonly ClusterEvent[];
}

function nameOf({ object }: ClusterEvent): string {
  return object === undefined ? '' : splitKey(object).name;
}

/** What was done, whoever it was done to: two events of the same words are one step. */
function doing(event: ClusterEvent): string {
  const name = nameOf(event);
  const words = name === '' ? event.text : event.text.split(name).join('');
  return words.replace(/→ \S+/, '→ nodes').replace(/\s+/g, ' ').trim();
}

function isSameStep(step: Step, event: ClusterEvent): boolean {
  const [first] = step.events;
  if (first === undefined || actorOf(event.by).kind !== step.kind) return false;
  const kindOf = ({ object = '' }: ClusterEvent): string => splitKey(object).kind;
  return kindOf(first) === kindOf(event) && doing(first) === doing(event);
}

/** A change as a chain of steps, in the order in which they were written. */
export function stepsOf(events: readonly ClusterEvent[]): readonly Step[] {
  const steps: Step[] = [];
  for (const event of events) {
    const last = steps.at(-1);
    if (last !== undefined && isSameStep(last, event))
      steps[steps.length - 1] = { ...last, events: [...last.events, event] };
    else steps.push({ number: steps.length + 1, kind: actorOf(event.by).kind, by: event.by, events: [event] });
  }
  return steps;
}

/** Names that controllers made, as the chart's cards have them. */
const MADE_NAMES = /[a-z0-9.-]+-[a-z0-9]{6,10}-[a-z0-9]{5}/g;

const brief = (text: string): string => text.replaceAll(MADE_NAMES, podLabel);

/** Virtual milliseconds in seconds: `0.12`. */
export const seconds = (ms: Instant): string => (ms / 1000).toFixed(2);

function withKind(event: ClusterEvent): string {
  const { kind } = splitKey(event.object ?? '');
  const text = brief(event.text);
  return event.text.startsWith(kind) || !event.text.startsWith(nameOf(event)) ? text : `${kind} ${text}`;
}

/** What a step wrote: `Pod …-x4k2p ready`, `3 Pods created`, `rules of node-1, node-2 written`. */
export function wroteWords({ kind, events }: Step): string {
  const [first] = events;
  if (first === undefined) return '';
  if (kind === 'kube-proxy') return `rules of ${events.map(({ by }) => actorOf(by).node).join(', ')} written`;
  if (events.length === 1) return withKind(first);
  return `${events.length} ${splitKey(first.object ?? '').kind}s ${doing(first)}`;
}

/** Who made a step: `scheduler`, `kubelet node-1`, `kubelets`. */
export function byWords({ kind, by, events }: Step): string {
  if (events.every((event) => event.by === by)) return by;
  return kind === 'kube-proxy' ? 'kube-proxies' : `${kind}s`;
}

/** What had been seen: `saw EndpointSlice web-zvj66`. Empty for who began. */
export function sawWords({ events }: Step): string {
  const cause = events[0]?.cause;
  if (cause === undefined) return '';
  const { kind, name } = splitKey(cause.object);
  return `saw ${kind} ${podLabel(name)}`;
}

/** How long each of them took to answer: `+0.12 s`; of several machines each its own: `node-1 +1.00, node-2 +1.01 s`. */
export function lagWords({ kind, events }: Step): string {
  const lag = ({ at, cause }: ClusterEvent): string => `+${seconds(at - (cause?.at ?? at))}`;
  const [first] = events;
  if (first?.cause === undefined) return '';
  if (kind === 'kube-proxy' && events.length > 1)
    return `${events.map((event) => `${actorOf(event.by).node} ${lag(event)}`).join(', ')} s`;
  const lags = [...new Set([lag(first), lag(events.at(-1) ?? first)])];
  return `${lags.join(' to ')} s`;
}

/** Whether a step has been, is being, or is still to be made at an instant. */
export function stateOf({ events }: Step, now: Instant): 'done' | 'under way' | 'to come' {
  const [first, last] = [events[0]?.at ?? 0, events.at(-1)?.at ?? 0];
  if (now >= last) return 'done';
  return now >= first ? 'under way' : 'to come';
}

/** The whole chain in one line, from what began it to the rules: `Pod …-x4k2p ready → EndpointSlice web: 3 ready → rules of node-1, node-2 written`. */
export function chainWords(steps: readonly Step[]): string {
  const telling = steps.filter(
    ({ kind }, i) => i === 0 || kind === 'slices' || kind === 'kube-proxy' || kind === 'kubelet',
  );
  const newest = new Map(telling.slice(1).map((step) => [step.kind, step]));
  const first = telling.slice(0, 1);
  return [...first, ...[...newest.values()].toSorted((a, b) => a.number - b.number)].map(wroteWords).join(' → ');
}
