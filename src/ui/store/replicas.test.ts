import { expect, test } from 'vitest';
import { replicasOf, withReplicas } from './replicas.ts';

const WEB = 'Deployment/default/web';

const text = `# shop
kind: Service
metadata: { name: web }
---
apiVersion: apps/v1
kind: Deployment   # the shop
metadata:
  name: web
spec:
  replicas: 3   # for now
  template: {}
`;

const files = [
  { name: 'cluster.yaml', text: 'kind: Node\n' },
  { name: 'app.yaml', text },
];

test('only the number changes; comments and spacing stay', () => {
  const edited = withReplicas(files, WEB, 5);
  expect(edited?.[1]?.text).toBe(text.replace('replicas: 3', 'replicas: 5'));
  expect(edited?.[0]).toBe(files[0]);
});

test('a Deployment without replicas gets the line, indented as its neighbours', () => {
  const without = [{ name: 'app.yaml', text: 'kind: Deployment\nmetadata:\n    name: web\nspec:\n    template: {}\n' }];
  expect(withReplicas(without, WEB, 2)?.[0]?.text).toBe(
    'kind: Deployment\nmetadata:\n    name: web\nspec:\n    replicas: 2\n    template: {}\n',
  );
});

test('replicas are read from the text, one when they are not given', () => {
  expect(replicasOf(files, WEB)).toBe(3);
  expect(replicasOf([{ name: 'a', text: 'kind: Deployment\nmetadata: {name: web}\nspec: {}\n' }], WEB)).toBe(1);
});

test('another namespace is another Deployment', () => {
  expect(replicasOf(files, 'Deployment/shop/web')).toBeUndefined();
  expect(withReplicas(files, 'Deployment/shop/web', 1)).toBeUndefined();
});

test('text that does not parse is left alone', () => {
  const broken = [{ name: 'app.yaml', text: 'kind: Deployment\n\tmetadata: [\n' }];
  expect(withReplicas(broken, WEB, 1)).toBeUndefined();
});
