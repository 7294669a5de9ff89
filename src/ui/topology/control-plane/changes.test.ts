import { expect, test } from 'vitest';
import type { ClusterEvent } from '../../../worker/protocol.ts';
import { changesIn, newestChange } from './changes.ts';
import { byWords, chainWords, lagWords, sawWords, stateOf, stepsOf, wroteWords } from './steps.ts';

function event(at: number, by: string, object: string, text: string, cause?: ClusterEvent): ClusterEvent {
  const because = cause?.object && { cause: { object: cause.object, by: cause.by, at: cause.at } };
  return { id: `${at} ${by}`, at, by, text, tone: 'plain', object, ...because };
}

const edit = event(10, 'you', 'Deployment/default/web', 'web: replicas 1 → 2');
const pod = event(20, 'replicaset controller', 'Pod/default/web-0', 'web-0 created', edit);
const second = event(20, 'replicaset controller', 'Pod/default/web-1', 'web-1 created', edit);
const other = event(25, 'kubelet node-2', 'Pod/default/other', 'other not ready');
const ready = event(30, 'kubelet node-1', 'Pod/default/web-0', 'web-0 ready', pod);
const slice = event(70, 'endpointslice controller', 'EndpointSlice/default/web', 'EndpointSlice web: 1 ready', ready);
const rules = ['node-1', 'node-2'].map((node, i) =>
  event(1070 + 10 * i, `kube-proxy ${node}`, `Node//${node}`, `rules of ${node} written`, slice),
);
const changes = changesIn([edit, pod, second, other, ready, slice, ...rules]);
const [change] = changes;
const steps = stepsOf(change?.events ?? []);

test('one change is followed from the hand that made it to the rules of every node', () => {
  expect(changes.map(({ events }) => events.length)).toEqual([7, 1]);
  expect(steps.map(({ number, kind }) => [number, kind])).toEqual([
    [1, 'you'],
    [2, 'controllers'],
    [3, 'kubelet'],
    [4, 'slices'],
    [5, 'kube-proxy'],
  ]);
});

test('equal links of several objects or machines are one step', () => {
  expect(steps.map(wroteWords)).toEqual([
    'Deployment web: replicas 1 → 2',
    '2 Pods created',
    'Pod web-0 ready',
    'EndpointSlice web: 1 ready',
    'rules of node-1, node-2 written',
  ]);
});

test('who made a step is told by name, and as all of a kind when there were several', () => {
  expect(steps.map(byWords)).toEqual([
    'you',
    'replicaset controller',
    'kubelet node-1',
    'endpointslice controller',
    'kube-proxies',
  ]);
});

test('what was seen is told with how long it took each machine to answer', () => {
  expect(steps.map((step) => [sawWords(step), lagWords(step)])).toEqual([
    ['', ''],
    ['saw Deployment web', '+0.01 s'],
    ['saw Pod web-0', '+0.01 s'],
    ['saw Pod web-0', '+0.04 s'],
    ['saw EndpointSlice web', 'node-1 +1.00, node-2 +1.01 s'],
  ]);
});

test('the chain is one line from what began it to the rules', () => {
  expect(chainWords(steps.slice(2))).toBe(
    'Pod web-0 ready → EndpointSlice web: 1 ready → rules of node-1, node-2 written',
  );
});

test('a step is under way while only some of its machines have written', () => {
  const last = steps.at(-1);
  expect(last && [1000, 1072, 1080].map((now) => stateOf(last, now))).toEqual(['to come', 'under way', 'done']);
});

test('the newest change is that of the instant, or of the thing that is looked at', () => {
  expect(newestChange(changes, 28)?.events).toEqual([other]);
  expect(newestChange(changes, 28, 'Pod/default/web-0')?.id).toBe(edit.id);
  expect(newestChange(changes, 40)?.id).toBe(edit.id);
  expect(newestChange(changes, 5)).toBeUndefined();
});

test('a cause that is not told ends the way back', () => {
  const quiet = event(65, 'quiet', 'ReplicaSet/default/x', 'x');
  const alone = event(70, 'kubelet node-1', 'Pod/default/x', 'x ready', quiet);
  expect(changesIn([alone])).toEqual([{ id: 'ReplicaSet/default/x@65', events: [alone] }]);
});
