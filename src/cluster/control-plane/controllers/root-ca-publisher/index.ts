import type { ConfigMap, Namespace } from '../../../../api/index.ts';
import type { Client, Controller } from '../../apiserver/client.ts';

/** Virtual ms until a namespace has the certificate, or has it again. */
const DELAY = 30;

const NAME = 'kube-root-ca.crt';

const DESCRIPTION =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal ' +
  'service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.';

/** Nobody here has keys: the text stands where a cluster's own certificate would. */
const CERTIFICATE =
  '-----BEGIN CERTIFICATE-----\nVGhpcyBjbHVzdGVyIGxpdmVzIGluIGEgYnJvd3NlciBhbmQgaGFzIG5vIGtleXMu\n-----END CERTIFICATE-----\n';

function reconcile(key: string, client: Client): void {
  const namespace = client.get<Namespace>('Namespace', '', key);
  if (!namespace || namespace.metadata.deletionTimestamp !== undefined) return;
  const present = client.get<ConfigMap>('ConfigMap', key, NAME);
  const metadata = present?.metadata ?? { name: NAME, namespace: key };
  const wanted: ConfigMap = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { ...metadata, annotations: { ...metadata.annotations, 'kubernetes.io/description': DESCRIPTION } },
    data: { 'ca.crt': CERTIFICATE },
  };
  if (present) client.update(wanted);
  else client.create(wanted);
}

/**
 * Gives every namespace the certificate by which Pods know the API server, and takes back what somebody changes in it. Models
 * pkg/controller/certificates/rootcacertpublisher (v1.36).
 */
export const rootCAPublisher: Controller = {
  name: 'root-ca-certificate-publisher controller',
  delay: DELAY,
  watches: {
    Namespace: ({ after }) => (after ? [after.metadata.name] : []),
    ConfigMap({ before, after }) {
      const { name, namespace } = (after ?? before)?.metadata ?? {};
      return name === NAME && namespace !== undefined ? [namespace] : [];
    },
  },
  reconcile,
};
