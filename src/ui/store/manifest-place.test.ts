import { expect, test } from 'vitest';
import { fieldAt, placeOf } from './manifest-place.ts';

const TEXT = `# the shop
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web   # whom
  ports:
    - protocol: TCP
      port: 80
    - port: 81

---
kind: Node
metadata: { name: node-1 }
`;

test.each([
  [1, undefined],
  [3, 'Service/default/web kind'],
  [6, 'Service/default/web spec'],
  [8, 'Service/default/web spec.selector.app'],
  [9, 'Service/default/web spec.ports'],
  [10, 'Service/default/web spec.ports[0].protocol'],
  [11, 'Service/default/web spec.ports[0].port'],
  [12, 'Service/default/web spec.ports[1].port'],
  [13, undefined],
  [14, undefined],
  [16, 'Node//node-1 metadata.name'],
])('line %d sets %s', (line, expected) => {
  const found = fieldAt(TEXT, line);
  expect(found && `${found.object} ${found.field}`).toBe(expected);
});

const files = [
  { name: 'other.yaml', text: 'kind: Pod\n' },
  { name: 'app.yaml', text: TEXT },
];

test.each([
  ['spec.ports[1].port', 12, 7, 12],
  ['spec.ports[1].targetPort', 12, 7, 12],
  ['spec.ports', 9, 3, 12],
  ['spec.sessionAffinity', 6, 1, 12],
  ['', 2, 1, 2],
])('%s stands on line %d', (field, line, column, endLine) => {
  const place = placeOf(files, { object: 'Service/default/web', field });
  expect(place).toEqual({ file: 'app.yaml', line, column, endLine });
});

test('an object that no text names has no place', () => {
  expect(placeOf(files, { object: 'Service/default/kubernetes', field: 'spec' })).toBeUndefined();
});
