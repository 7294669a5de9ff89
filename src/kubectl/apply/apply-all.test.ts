import { expect, test } from 'vitest';
import { bootstrap, Session } from '../../cluster/control-plane/apiserver/index.ts';
import { emptySnapshot, Indexes } from '../../cluster/control-plane/etcd/index.ts';
import { randomFrom } from '../../sim/index.ts';
import { type Applied, applyAll, nothingApplied } from './apply-all.ts';

function kubectl() {
  const session = new Session(emptySnapshot, Indexes.fromScratch(emptySnapshot), { random: randomFrom(1), now: 0 });
  bootstrap(session);
  let applied: Applied = nothingApplied;
  const apply = (...texts: string[]) => {
    const result = applyAll(
      texts.map((text, i) => ({ name: `${i}.yaml`, text })),
      applied,
      session,
    );
    applied = result.applied;
    return result.problems;
  };
  const services = () => session.list('Service', 'default').map(({ metadata }) => metadata.name);
  return { session, apply, services };
}

const service = (name: string, rest = ''): string =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\nspec:\n  ports:\n    - port: 80\n${rest}`;

test('objects come with the text and go with it', () => {
  const { apply, services } = kubectl();
  expect(apply(`${service('a')}---\n${service('b')}`)).toEqual([]);
  expect(services()).toEqual(['a', 'b', 'kubernetes']);
  apply(service('b'));
  expect(services()).toEqual(['b', 'kubernetes']);
});

test('a file that is gone takes its objects along', () => {
  const { apply, services } = kubectl();
  apply(service('a'), service('b'));
  apply(service('a'));
  expect(services()).toEqual(['a', 'kubernetes']);
});

test('while a file does not parse, its last good state stays and others go on', () => {
  const { apply, services } = kubectl();
  apply(service('a'), service('b'));
  const problems = apply('kind: [', service('c'));
  expect(services()).toEqual(['a', 'c', 'kubernetes']);
  expect(problems).toMatchObject([{ file: '0.yaml', from: 'syntax', severity: 'error', line: 1 }]);
});

test('a refused object keeps its last good state, and every cause stands on its line', () => {
  const { apply, session } = kubectl();
  apply(service('a'));
  const problems = apply(service('a', '    - port: 70000\n      name: web\n'));
  expect(problems.map(({ line, field, code }) => [line, field, code])).toEqual([
    [7, 'spec.ports[0].name', '422 Invalid'],
    [8, 'spec.ports[1].port', '422 Invalid'],
    [8, 'spec.ports[1].targetPort', '422 Invalid'],
  ]);
  expect(session.get('Service', 'default', 'a')).toMatchObject({ spec: { ports: [{ port: 80 }] } });
});

test('every unknown field is a problem of its own', () => {
  const problems = kubectl().apply(
    'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec:\n  selectors: {}\n  port: 80\n',
  );
  expect(problems.map(({ line, message }) => [line, message])).toEqual([
    [6, 'Service in version "v1" cannot be handled as a Service: strict decoding error: unknown field "spec.port"'],
    [
      5,
      'Service in version "v1" cannot be handled as a Service: strict decoding error: unknown field "spec.selectors"',
    ],
  ]);
});

test('a wrong type is marked in the item that has it', () => {
  const [problem] = kubectl().apply(service('a', '    - port: "81"\n'));
  expect(problem).toMatchObject({ line: 8, code: '400 BadRequest', field: 'spec.ports[1].port' });
});

test('a doubled key is marked and the last one applied', () => {
  const { apply, session } = kubectl();
  const problems = apply(`# ports\n---\n${service('a', '      port: 81\n')}`);
  expect(problems).toMatchObject([
    { line: 10, severity: 'warning', message: 'yaml: line 10: key "port" already set in map' },
  ]);
  expect(session.get('Service', 'default', 'a')).toMatchObject({ spec: { ports: [{ port: 81 }] } });
});

test('the second object of a name is refused, the first holds', () => {
  const { apply, session } = kubectl();
  const problems = apply(`${service('a')}---\n${service('a').replace('80', '81')}`);
  expect(problems).toMatchObject([{ line: 12, code: '409 AlreadyExists', message: 'services "a" already exists' }]);
  expect(session.get('Service', 'default', 'a')).toMatchObject({ spec: { ports: [{ port: 80 }] } });
});

test.each([
  ['- a\n- b\n', 'invalid object to validate', 1],
  ['words\n', 'invalid object to validate', 1],
  ['name: shop\n', '[apiVersion not set, kind not set]', 1],
  ['apiVersion: 1\nkind: Service\n', "apiVersion isn't string type", 1],
  ['apiVersion: v1\nkind: Servise\nmetadata: {name: a}\n', 'no matches for kind "Servise" in version "v1"', 2],
  ['apiVersion: v1\nkind: Service\nmetadata:\n  labels: {}\n', 'resource name may not be empty', 3],
  ['apiVersion: v1\nkind: Service\nmetadata: {generateName: web-}\n', 'cannot use generate name with apply', 3],
  [
    'apiVersion: v1\nkind: Service\nmetadata: {name: a, namespace: lunch}\nspec: {ports: [{port: 1}]}\n',
    'namespaces "lunch" not found',
    3,
  ],
])('what is no object is refused on its line: %j', (text, words, line) => {
  const problems = kubectl().apply(text);
  expect(problems).toHaveLength(1);
  expect(problems[0]?.message).toContain(words);
  expect(problems[0]?.line).toBe(line);
});

test('a document that does not say which object it is spares all objects of its file', () => {
  const { apply, services } = kubectl();
  apply(`${service('a')}---\n${service('b')}`);
  apply(`${service('a')}---\n${service('b').replace('kind: Service', 'kind: Servi')}`);
  expect(services()).toEqual(['a', 'b', 'kubernetes']);
});

test('the elements of a List are objects, and their problems stand on their lines', () => {
  const { apply, services } = kubectl();
  const item = (name: string, port: number) =>
    `- {apiVersion: v1, kind: Service, metadata: {name: ${name}}, spec: {ports: [{port: ${port}}]}}\n`;
  const problems = apply(`apiVersion: v1\nkind: List\nitems:\n${item('a', 80)}${item('b', 0)}`);
  expect(services()).toEqual(['a', 'kubernetes']);
  expect(problems.map(({ line }) => line)).toEqual([5, 5]);
});

test('a warning stays as long as the document that it is about', () => {
  const { apply } = kubectl();
  const text = service('a', '  externalIPs: [192.0.2.1]\n');
  const first = apply(text);
  expect(first.map(({ severity }) => severity)).toEqual(['warning']);
  expect(apply(`# a comment\n---\n${text}`).map(({ message, line }) => [message, line])).toEqual(
    first.map(({ message, line }) => [message, line + 2]),
  );
});

test('an object that somebody deleted comes back with the next apply', () => {
  const { apply, services, session } = kubectl();
  apply(service('a'));
  session.delete('Service', 'default', 'a');
  apply(service('a'));
  expect(services()).toEqual(['a', 'kubernetes']);
});

test('applying the same text again writes nothing', () => {
  const { apply, session } = kubectl();
  apply(service('a'));
  const { revision } = session.snapshot;
  apply(service('a'));
  expect(session.snapshot.revision).toBe(revision);
});
