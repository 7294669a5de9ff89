import { expect, test } from 'vitest';
import { threeWayMerge } from './merge.ts';

test('what the text no longer says goes; what others have set stays', () => {
  const live = { metadata: { labels: { app: 'web', tier: 'front' }, annotations: { seen: 'yes' } } };
  const last = { metadata: { labels: { app: 'web', tier: 'front' } } };
  expect(threeWayMerge(live, last, { metadata: { labels: { app: 'web' } } })).toEqual({
    metadata: { labels: { app: 'web' }, annotations: { seen: 'yes' } },
  });
});

test('a port keeps what was allocated for it', () => {
  const live = { spec: { ports: [{ port: 80, protocol: 'TCP', nodePort: 30080 }] } };
  const last = { spec: { ports: [{ port: 80 }] } };
  expect(threeWayMerge(live, last, { spec: { ports: [{ port: 80, name: 'http' }, { port: 443 }] } })).toEqual({
    spec: { ports: [{ port: 80, protocol: 'TCP', nodePort: 30080, name: 'http' }, { port: 443 }] },
  });
});

test('the same port of another protocol is another port', () => {
  const live = {
    spec: {
      ports: [
        { port: 53, protocol: 'UDP', nodePort: 1 },
        { port: 53, protocol: 'TCP', nodePort: 2 },
      ],
    },
  };
  const last = { spec: { ports: [{ port: 53, protocol: 'UDP' }, { port: 53 }] } };
  expect(threeWayMerge(live, last, { spec: { ports: [{ port: 53 }] } })).toEqual({
    spec: { ports: [{ port: 53, protocol: 'TCP', nodePort: 2 }] },
  });
});

test('a container that somebody else added stays, one that left the text goes', () => {
  const live = { spec: { containers: [{ name: 'web', image: 'a' }, { name: 'proxy' }, { name: 'old' }] } };
  const last = { spec: { containers: [{ name: 'web' }, { name: 'old' }] } };
  expect(threeWayMerge(live, last, { spec: { containers: [{ name: 'web', image: 'b' }] } })).toEqual({
    spec: { containers: [{ name: 'web', image: 'b' }, { name: 'proxy' }] },
  });
});

test('other lists belong to the text', () => {
  expect(threeWayMerge({ args: ['a', 'b'] }, { args: ['a', 'b'] }, { args: ['c'] })).toEqual({ args: ['c'] });
});

test('another update strategy clears the fields of the old one', () => {
  const live = { spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } } };
  expect(threeWayMerge(live, {}, { spec: { strategy: { type: 'Recreate' } } })).toEqual({
    spec: { strategy: { type: 'Recreate' } },
  });
});

test('a value of another type replaces what was there', () => {
  expect(threeWayMerge({ spec: { ports: [{ port: 80 }] } }, undefined, { spec: { ports: { port: 80 } } })).toEqual({
    spec: { ports: { port: 80 } },
  });
});
