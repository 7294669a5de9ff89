import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bootstrap, Session } from '../../cluster/control-plane/apiserver/index.ts';
import { emptySnapshot, Indexes } from '../../cluster/control-plane/etcd/index.ts';
import { randomFrom } from '../../sim/index.ts';
import { applyAll, nothingApplied } from './apply-all.ts';

function server(): Session {
  const session = new Session(emptySnapshot, Indexes.fromScratch(emptySnapshot), { random: randomFrom(1), now: 0 });
  bootstrap(session);
  return session;
}

const GOOD = `apiVersion: apps/v1
kind: Deployment
metadata: &meta
  name: web
  labels: {app: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: *meta
    spec:
      containers:
        - {name: web, image: web, ports: [{containerPort: 8080}]}
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports:
    - port: 80
      targetPort: 8080
---
apiVersion: portolan.dev/v1alpha1
kind: Client
metadata: {name: curl}
spec: {from: {pod: client}, request: http://web, every: 1s}
`;

const PIECES = [
  '\t',
  '---\n',
  '*meta',
  '&a ',
  '<<: *meta',
  '__proto__: 1\n',
  'constructor: {}\n',
  '[',
  '{',
  '}',
  ': ',
  '- ',
  '"',
  "'",
  '!!binary ',
  '|',
  '\u0000',
  '999999999999999999999',
  'null',
  '~',
  '.inf',
  'yes',
  '\r\n',
];

/** A manifest into which somebody typed: pieces put in, cut out, doubled. */
const mutated = fc
  .array(fc.tuple(fc.nat(GOOD.length), fc.nat(12), fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 6 }))), {
    maxLength: 6,
  })
  .map((edits) => edits.reduce((text, [at, cut, piece]) => text.slice(0, at) + piece + text.slice(at + cut), GOOD));

const anyText = fc.oneof(
  mutated,
  fc.string({ maxLength: 200 }),
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.json(),
);

test('whatever is typed, kubectl answers with problems that lie within the text', () => {
  fc.assert(
    fc.property(anyText, anyText, (first, second) => {
      const session = server();
      const before = applyAll([{ name: 'a.yaml', text: first }], nothingApplied, session);
      const after = applyAll([{ name: 'a.yaml', text: second }], before.applied, session);
      const lines = second.split('\n').length;
      for (const { line, column, endLine, endColumn, message } of after.problems) {
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(lines);
        expect(endLine).toBe(line);
        expect(endColumn).toBeGreaterThan(column);
        expect(message).not.toBe('');
      }
    }),
    { numRuns: 1000 },
  );
});

test('applying twice is applying once', () => {
  fc.assert(
    fc.property(mutated, (text) => {
      const session = server();
      const files = [{ name: 'a.yaml', text }];
      const first = applyAll(files, nothingApplied, session);
      const { revision } = session.snapshot;
      const second = applyAll(files, first.applied, session);
      expect(session.snapshot.revision).toBe(revision);
      expect(second.problems).toEqual(first.problems);
    }),
    { numRuns: 300 },
  );
});

test('back to the good text, back to the good state', () => {
  fc.assert(
    fc.property(mutated, (text) => {
      const session = server();
      const good = [{ name: 'a.yaml', text: GOOD }];
      const first = applyAll(good, nothingApplied, session);
      const broken = applyAll([{ name: 'a.yaml', text }], first.applied, session);
      const last = applyAll(good, broken.applied, session);
      expect(last.problems).toEqual([]);
      expect([...last.applied.objects.keys()].sort()).toEqual([...first.applied.objects.keys()].sort());
    }),
    { numRuns: 300 },
  );
});
