import { expect, test } from 'vitest';
import { readManifest } from './read.ts';

const locate = (text: string, path: string) => readManifest(text).documents[0]?.document.locate(path);

const TEXT = `apiVersion: v1
kind: Service
metadata:
  name: web
  labels:
    app.kubernetes.io/name: web
spec:
  clusterIP: 10.0.0.1
  ports:
    - port: 80
    - {port: 70000, nodePort: 30080}
`;

const at = (path: string): string => {
  const range = locate(TEXT, path);
  if (!range) throw new Error('the text has no document');
  return (TEXT.split('\n')[range.line - 1] ?? '').slice(range.column - 1, range.endColumn - 1);
};

test.each([
  ['spec.ports[1].port', 'port: 70000'],
  ['spec.ports[1].nodePort', 'nodePort: 30080'],
  ['spec.ports[0]', 'port: 80'],
  ['metadata.labels[app.kubernetes.io/name]', 'app.kubernetes.io/name: web'],
  ['metadata.name', 'name: web'],
  ['spec.ports', 'ports:'],
])('%s is marked where it stands', (path, text) => {
  expect(at(path)).toBe(text);
});

test('an absent field is marked at the nearest thing that would hold it', () => {
  expect(at('spec.selector')).toBe('spec:');
  expect(at('spec.ports[1].name')).toBe('{port: 70000, nodePort: 30080}');
  expect(at('spec.ports[7].name')).toBe('ports:');
});

test('what the server made of a field is marked where the field was written', () => {
  expect(at('spec.clusterIPs[0]')).toBe('clusterIP: 10.0.0.1');
});

test('a path is followed through aliases', () => {
  expect(locate('a: &x\n  b: 1\nc: *x\n', 'c.b')?.line).toBe(2);
});
