import { expect, test } from 'vitest';
import type { AddedField } from '../../worker/protocol.ts';
import { addedBlocks, objectsBetween } from './added-lines.ts';

const TEXT = `# the shop
kind: Service
metadata:
  name: web
  labels: { app: web }
spec:
  ports:
    - port: 80  # the door
      targetPort: http
    - { port: 81 }
---
kind: Node
metadata:
  name: node-1
---
kind: Broken
metadata: [
`;

const SERVICE = objectsBetween(TEXT, 1, 3)[0];

function shown(...added: readonly AddedField[]): readonly string[] {
  const blocks = SERVICE ? addedBlocks(SERVICE, added) : [];
  return blocks.flatMap(({ after, lines }) =>
    lines.map(({ indent, text, by }) => `${after}|${' '.repeat(indent)}${text}${by ? ` (${by})` : ''}`),
  );
}

test('objects are found by the lines that they reach into; what does not parse is none', () => {
  expect(objectsBetween(TEXT, 1, 99).map(({ key, line }) => `${key} ${line}`)).toEqual([
    'Service/default/web 1',
    'Node//node-1 12',
  ]);
  expect(objectsBetween(TEXT, 13, 13).map(({ key }) => key)).toEqual(['Node//node-1']);
});

test('a field comes after the block that it belongs to, as far in as its neighbours', () => {
  expect(shown({ path: 'spec.clusterIP', value: '10.96.0.7', by: 'allocated' })).toEqual([
    '10|  clusterIP: 10.96.0.7 (allocated)',
  ]);
  expect(shown({ path: 'spec.ports[0].protocol', value: 'TCP', by: 'default' })).toEqual([
    '9|      protocol: TCP (default)',
  ]);
  expect(shown({ path: 'spec.ports[1].protocol', value: 'TCP', by: 'default' })).toEqual([
    '10|        protocol: TCP (default)',
  ]);
  expect(shown({ path: 'metadata.labels[app.kubernetes.io/name]', value: 'web', by: 'default' })).toEqual([
    '5|            app.kubernetes.io/name: web (default)',
  ]);
});

test('below one line the inner block comes before the outer', () => {
  expect(
    shown(
      { path: 'status', value: { loadBalancer: {} }, by: 'status' },
      { path: 'spec.type', value: 'ClusterIP', by: 'default' },
      { path: 'spec.ports[1].protocol', value: 'TCP', by: 'default' },
    ),
  ).toEqual([
    '10|        protocol: TCP (default)',
    '10|  type: ClusterIP (default)',
    '10|status: (status)',
    '10|  loadBalancer: {}',
  ]);
});

test('a value that is stored otherwise is said below its line, one that is the same by now is not', () => {
  expect(shown({ path: 'spec.ports[0].targetPort', value: 8080, by: 'default' })).toEqual([
    '9|      → stored as 8080 (default)',
  ]);
  expect(shown({ path: 'spec.ports[0].targetPort', value: 'http', by: 'default' })).toEqual([]);
});

test('a long block is cut, and says by how much', () => {
  const value = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`f${i}`, i]));
  const lines = shown({ path: 'status', value, by: 'status' });
  expect(lines).toHaveLength(9);
  expect(lines.at(-1)).toBe('10|  … 13 more lines');
});
