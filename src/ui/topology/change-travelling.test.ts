import { expect, test } from 'vitest';
import type { ClusterEvent } from '../../worker/protocol.ts';
import { deedsAt } from './change-travelling.ts';

function event(at: number, by: string, object: string, cause?: ClusterEvent): ClusterEvent {
  const because = cause?.object && { cause: { object: cause.object, by: cause.by, at: cause.at } };
  return { id: `${at} ${by}`, at, by, text: by, tone: 'plain', object, ...because };
}

const edit = event(10, 'you', 'Deployment/default/web');
const pod = event(20, 'replicaset controller', 'Pod/default/web-0', edit);
const other = event(25, 'kubelet node-2', 'Pod/default/other');
const ready = event(30, 'kubelet node-1', 'Pod/default/web-0', pod);
const slice = event(40, 'endpointslice controller', 'EndpointSlice/default/web', ready);
const rules = ['node-1', 'node-2'].map((node, i) => event(50 + i, `kube-proxy ${node}`, `Node//${node}`, slice));
const events = [edit, pod, other, ready, slice, ...rules];

const told = (now: number): Record<string, number> =>
  Object.fromEntries(
    deedsAt(events, now).flatMap((deed) => (deed.now.length > 0 ? [[deed.actor, deed.now.length]] : [])),
  );

test('one change is followed from the hand that made it to the rules of every node', () => {
  expect(told(60)).toEqual({ you: 1, workloads: 1, kubelets: 1, 'endpoint slices': 1, 'kube-proxies': 2 });
});

test('before the play-head gets there nothing is told', () => {
  expect(told(5)).toEqual({});
  expect(told(20)).toEqual({ you: 1, workloads: 1 });
  expect(told(50)['kube-proxies']).toBe(1);
});

test('what belongs to another change is no part of it, but is still known as the last that was done', () => {
  const deeds = deedsAt(events, 25);
  expect(deeds.find(({ actor }) => actor === 'workloads')).toMatchObject({ now: [], last: pod });
  expect(told(25)).toEqual({ kubelets: 1 });
});

test('a cause that is not told ends the way back', () => {
  const alone = event(70, 'kubelet node-1', 'Pod/default/x', event(65, 'quiet', 'ReplicaSet/default/x'));
  expect(deedsAt([alone], 80).find(({ actor }) => actor === 'kubelets')?.now).toEqual([alone]);
});
