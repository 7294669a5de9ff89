import type {
  ApiObject,
  Client,
  Cloud,
  ConfigMap,
  EndpointSlice,
  Endpoints,
  ExternalHost,
  Firewall,
  Ingress,
  IngressBackend,
  IngressClass,
  Lease,
  Namespace,
  Pod,
  Secret,
  Service,
  ServiceCIDR,
} from '../../api/index.ts';

type Fact = readonly [name: string, value: string];
type Facts<T extends ApiObject> = (object: T) => readonly Fact[];

const list = (values: readonly unknown[] | undefined): string => (values ?? []).join(', ');
const keys = (data: object | undefined): string => list(Object.keys(data ?? {}));

const backend = ({ service, resource }: IngressBackend): string =>
  service
    ? `${service.name}:${service.port?.name ?? service.port?.number ?? ''}`
    : `${resource?.kind} ${resource?.name}`;

const service: Facts<Service> = ({ spec, status }) => [
  ['type', spec.type ?? ''],
  ['cluster IP', spec.clusterIP ?? ''],
  ['external name', spec.externalName ?? ''],
  ['external IPs', list(spec.externalIPs)],
  [
    'load balancer',
    spec.type === 'LoadBalancer'
      ? list(status?.loadBalancer?.ingress?.map(({ ip, hostname }) => ip ?? hostname)) || 'pending: nobody gave it one'
      : '',
  ],
  ['from outside', spec.externalTrafficPolicy ?? ''],
  ['from inside', spec.internalTrafficPolicy ?? ''],
  ['affinity', spec.sessionAffinity === 'ClientIP' ? 'ClientIP: a caller stays with its Pod' : ''],
  ['health port', spec.healthCheckNodePort ? `${spec.healthCheckNodePort}` : ''],
];

const pod: Facts<Pod> = ({ spec, status }) => [
  ['phase', status?.phase ?? ''],
  ['QoS class', (status as { readonly qosClass?: string } | undefined)?.qosClass ?? ''],
  ['network', spec.hostNetwork ? "the machine's own" : ''],
  ['DNS policy', spec.dnsPolicy ?? ''],
  ['restarts', spec.restartPolicy ?? ''],
  ['time to stop', `${spec.terminationGracePeriodSeconds ?? 30} s`],
];

const slice: Facts<EndpointSlice> = ({ addressType, ports, endpoints }) => [
  ['addresses', `${endpoints?.length ?? 0} of ${addressType}`],
  ['ports', list(ports?.map(({ name, port, protocol }) => `${name ? `${name} ` : ''}${port} ${protocol}`))],
  ['ready', list(endpoints?.filter(({ conditions }) => conditions?.ready !== false).map((one) => one.addresses[0]))],
  [
    'not ready',
    list(endpoints?.filter(({ conditions }) => conditions?.ready === false).map((one) => one.addresses[0])),
  ],
];

const endpoints: Facts<Endpoints> = ({ subsets }) => [
  ['ready', list(subsets?.flatMap((one) => (one.addresses ?? []).map(({ ip }) => ip)))],
  ['not ready', list(subsets?.flatMap((one) => (one.notReadyAddresses ?? []).map(({ ip }) => ip)))],
  ['ports', list(subsets?.flatMap((one) => (one.ports ?? []).map(({ port, protocol }) => `${port} ${protocol}`)))],
];

const ingress: Facts<Ingress> = ({ spec, status }) => [
  ['class', spec.ingressClassName ?? 'none named'],
  ...(spec.rules ?? []).flatMap(({ host = '*', http }) =>
    (http?.paths ?? []).map(
      (path): Fact => [`${host}${path.path ?? ''}`, `${path.pathType} → ${backend(path.backend)}`],
    ),
  ),
  ['else', spec.defaultBackend ? backend(spec.defaultBackend) : ''],
  ['TLS', list(spec.tls?.map(({ hosts, secretName }) => `${list(hosts)} by ${secretName ?? 'no Secret'}`))],
  ['address', list(status?.loadBalancer?.ingress?.map(({ ip, hostname }) => ip ?? hostname))],
];

const client: Facts<Client> = ({ spec }) => [
  ['sends', spec.request],
  ['from', list(Object.entries(spec.from).map(([what, name]) => `${what} ${name}`))],
  ['every', spec.every ?? ''],
  ['times', spec.times === undefined ? 'without end' : `${spec.times}`],
  ['gives up after', spec.timeout ?? ''],
  ['connection', spec.connection ?? ''],
];

const FACTS = {
  Service: service,
  Pod: pod,
  EndpointSlice: slice,
  Endpoints: endpoints,
  Ingress: ingress,
  Client: client,
  IngressClass: ({ spec }: IngressClass) => [['controller', spec.controller ?? '']],
  ServiceCIDR: ({ spec }: ServiceCIDR) => [['ranges', list(spec.cidrs)]],
  Namespace: ({ status }: Namespace) => [['phase', status?.phase ?? '']],
  ConfigMap: ({ data }: ConfigMap) => [['keys', keys(data) || 'none']],
  Secret: ({ type, data }: Secret) => [
    ['type', type ?? ''],
    ['keys', keys(data) || 'none'],
  ],
  Lease: ({ spec }: Lease) => [
    ['held by', spec?.holderIdentity ?? ''],
    ['renewed', spec?.renewTime ?? ''],
  ],
  ExternalHost: ({ spec }: ExternalHost) => [
    ['addresses', list(spec.addresses)],
    ['names', list(spec.names)],
    ['listens on', list(spec.ports?.map(({ port, protocol }) => `${port} ${protocol}`))],
  ],
  Cloud: ({ spec }: Cloud) => [
    ['gives addresses of', spec.addressPool ?? ''],
    ['loadBalancerIP', spec.loadBalancerIP ?? ''],
    ['source address', spec.source ?? ''],
  ],
  Firewall: ({ spec }: Firewall) =>
    (spec.allow ?? []).map(
      ({ protocol = 'all', ports, from }): Fact => [
        'lets in',
        `${protocol} ${list(ports) || 'every port'} from ${from ?? '0.0.0.0/0'}`,
      ],
    ),
} as const satisfies Readonly<Record<string, unknown>>;

/** What is worth knowing of an object at a glance, by its kind; values that are empty are left out. */
export function kindFacts(object: ApiObject | undefined): readonly Fact[] {
  const facts = object && (FACTS as unknown as Readonly<Record<string, Facts<ApiObject> | undefined>>)[object.kind];
  return (facts && object ? facts(object) : []).filter(([, value]) => value !== '');
}
