import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ManifestFile } from '../../src/worker/protocol.ts';

const EXAMPLE = join(process.cwd(), 'public/lessons/01-first-packet');

/** The scenario that the page opens with. */
export function exampleFiles(): readonly ManifestFile[] {
  return ['app.yaml', 'cluster.yaml', 'traffic.yaml'].map((name) => ({
    name,
    text: readFileSync(join(EXAMPLE, name), 'utf8'),
  }));
}

/** The same files, one of them with a changed text. */
export function edited(
  files: readonly ManifestFile[],
  name: string,
  change: (text: string) => string,
): readonly ManifestFile[] {
  return files.map((file) => (file.name === name ? { name, text: change(file.text) } : file));
}

/** An address of its own for each endpoint, outside the ranges that the example's Pods get. */
const address = (index: number): string =>
  `10.${244 - Math.floor(index / 25_000)}.${100 + (Math.floor(index / 250) % 100)}.${(index % 250) + 1}`;

function serviceWithSlice(i: number, endpoints: number): string {
  const addresses = Array.from({ length: endpoints }, (_, n) => address(i * endpoints + n));
  return `apiVersion: v1
kind: Service
metadata:
  name: shop-${i}
spec:
  ports:
    - port: 80
      targetPort: 8080
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: shop-${i}-a
  labels:
    kubernetes.io/service-name: shop-${i}
addressType: IPv4
ports:
  - port: 8080
    protocol: TCP
endpoints:
${addresses.map((one) => `  - addresses: [${one}]`).join('\n')}
`;
}

/** A file of many Services without a selector, with endpoints written by hand. */
export function manyServices(services: number, endpoints: number): ManifestFile {
  const documents = Array.from({ length: services }, (_, i) => serviceWithSlice(i, endpoints));
  return { name: 'many.yaml', text: documents.join('---\n') };
}
