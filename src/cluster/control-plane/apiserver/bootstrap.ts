import {
  DEFAULT_SERVICE_CIDR,
  type EndpointSlice,
  type Namespace,
  readyServiceCIDR,
  SERVICE_CIDR_FINALIZER,
  type Service,
  type ServiceCIDR,
} from '../../../api/index.ts';
import type { Client } from './client.ts';

/** The API server's own address and port on the network between machines. */
const API_SERVER = { ip: '192.168.50.10', port: 6443 };

/** Namespaces that exist before anybody asks for one. */
const NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** The range that Services get their addresses from unless somebody adds another. */
const serviceCIDR: ServiceCIDR = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'ServiceCIDR',
  metadata: { name: DEFAULT_SERVICE_CIDR, finalizers: [SERVICE_CIDR_FINALIZER] },
  spec: { cidrs: ['10.96.0.0/12'] },
};

const labels = { component: 'apiserver', provider: 'kubernetes' };

const kubernetes: Service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'kubernetes', namespace: 'default', labels },
  spec: {
    type: 'ClusterIP',
    clusterIP: '10.96.0.1',
    ports: [{ name: 'https', protocol: 'TCP', port: 443, targetPort: API_SERVER.port }],
  },
};

const kubernetesSlice: EndpointSlice = {
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'kubernetes', namespace: 'default', labels: { 'kubernetes.io/service-name': 'kubernetes' } },
  addressType: 'IPv4',
  endpoints: [{ addresses: [API_SERVER.ip], conditions: { ready: true } }],
  ports: [{ name: 'https', protocol: 'TCP', port: API_SERVER.port }],
};

/** Writes what the API server itself creates in an empty cluster. Models pkg/controlplane (v1.36). */
export function bootstrap(client: Client): void {
  for (const name of NAMESPACES) {
    const namespace: Namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
    client.create(namespace);
  }
  const range = client.create(serviceCIDR);
  if (range.ok) client.updateStatus(readyServiceCIDR(range.value, range.value.metadata.creationTimestamp ?? ''));
  client.create(kubernetes);
  client.create(kubernetesSlice);
}
