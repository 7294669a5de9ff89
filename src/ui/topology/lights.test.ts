import { expect, test } from 'vitest';
import type { Thing } from '../../worker/protocol.ts';
import { CLIENT, example, podThing, RULES, SERVICE } from './chart-fixture.ts';
import { comesFrom, fieldFor } from './lights.ts';

const pod = podThing('web-66b6c48dd5-aaaaa', 'node-1');
const things = new Map<string, Thing>(example([pod]).map((thing) => [thing.id, thing]));
const litBy = (object: string, field: string): readonly string[] =>
  [...things.values()].filter((thing) => comesFrom(thing, { object, field }, things)).map(({ id }) => id);

test('the selector of a Service lights the Service, its rules and the Pods that it takes', () => {
  expect(litBy(SERVICE, 'spec.selector.app')).toEqual([SERVICE, RULES, pod.id]);
});

test('a port lights the Service and the rules of that port, and no Pod', () => {
  expect(litBy(SERVICE, 'spec.ports[0].targetPort')).toEqual([SERVICE, RULES]);
  expect(litBy(SERVICE, 'spec.ports[1].port')).toEqual([SERVICE]);
});

test('a Deployment lights its Pods, a Client the Pod that it sends from', () => {
  expect(litBy('Deployment/default/random-generator', 'spec.replicas')).toEqual([pod.id]);
  expect(litBy('Client//curl', 'spec.every')).toEqual([CLIENT]);
});

test('what is pointed at on the chart leads to the lines that it comes from', () => {
  const rules = things.get(RULES);
  expect(rules && fieldFor(rules, things)).toEqual({ object: SERVICE, field: 'spec.ports[0]' });
  expect(fieldFor(pod, things)).toEqual({ object: 'Deployment/default/random-generator', field: 'spec.template' });
});
