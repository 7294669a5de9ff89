import { expect, test } from 'vitest';
import { cureOf } from './cure.ts';

const files = [
  { name: 'other.yaml', text: 'kind: Namespace\nmetadata: { name: web }\n' },
  {
    name: 'app.yaml',
    text: `kind: Service
metadata:
  name: web
spec:
  selector:
    app: wbe # whom
  ports:
    - port: 80
      targetPort: 9090
    - port: 81
`,
  },
];
const service = 'Service/default/web';

test('a value is replaced on its line, and nothing else is', () => {
  const cure = cureOf(files, { object: service, field: 'spec.selector.app' }, 'app: web');
  expect(cure).toMatchObject({ was: 'app: wbe # whom', cured: false, edit: { becomes: 'app: web # whom' } });
  expect(cure.place).toMatchObject({ file: 'app.yaml', line: 6 });
  expect(cure.edit?.after[0]).toBe(files[0]);
  expect(cure.edit?.after[1]?.text).toBe(files[1]?.text.replace('app: wbe', 'app: web'));
});

test('a field in a list is found by its number; one that is not written is added to its map', () => {
  const first = cureOf(files, { object: service, field: 'spec.ports[0].targetPort' }, 'targetPort: 8080');
  expect(first.edit?.after[1]?.text).toContain('targetPort: 8080');
  const second = cureOf(files, { object: service, field: 'spec.ports[1].targetPort' }, 'targetPort: 8080');
  expect(second).toMatchObject({ edit: { becomes: 'targetPort: 8080' } });
  expect(second.was).toBeUndefined();
  expect(second.edit?.after[1]?.text).toContain('    - targetPort: 8080\n      port: 81\n');
});

test('advice in words makes no edit, but leads to the line', () => {
  const cure = cureOf(files, { object: service, field: 'spec.externalTrafficPolicy' }, 'Cluster instead of Local');
  expect(cure.edit).toBeUndefined();
  expect(cure.place).toMatchObject({ file: 'app.yaml', line: 4 });
});

test('a text that is cured by now says so, and an object that no text names has no line', () => {
  expect(cureOf(files, { object: service, field: 'spec.selector.app' }, 'app: wbe')).toMatchObject({ cured: true });
  expect(cureOf(files, { object: 'Pod/default/x', field: 'spec' }, undefined)).toEqual({ cured: false });
});
