import {
  type ApiObject,
  type ConfigMap,
  type Container,
  internalIPs,
  type Node,
  type Pod,
  type Secret,
  type Service,
} from '../../../src/api/index.ts';
import {
  containerEnvironment,
  type EnvironmentSources,
  serviceVariables,
  type Variable,
  variablesOf,
} from '../../../src/cluster/node/kubelet/index.ts';
import { type Area, failed, jsonOf, objectsOf, passed } from '../case.ts';
import { ControlLoops } from '../control-loops.ts';
import { valueDifference } from '../difference.ts';

interface Expected {
  readonly pods: readonly {
    readonly pod: string;
    readonly serviceEnv: Readonly<Record<string, string>>;
    readonly containers: Readonly<Record<string, Readonly<Record<string, string>>>>;
  }[];
  readonly variablesOfService: Readonly<Record<string, readonly string[]>>;
}

type Besides = Omit<EnvironmentSources, 'hostIPs' | 'allocatable'>;

const namespaceOf = ({ metadata }: ApiObject): string => metadata.namespace ?? 'default';
const keyOf = (object: ApiObject): string => `${namespaceOf(object)}/${object.metadata.name}`;
const asMap = (variables: Iterable<Variable>): Record<string, string> =>
  Object.fromEntries([...variables].map(({ name, value }) => [name, value]));

/** Kinds that go through the API server, which fills in what their text leaves out. */
const SERVED = new Set(['Node', 'Service', 'Pod']);

function stored(objects: readonly ApiObject[]): ControlLoops {
  const loops = new ControlLoops([]);
  for (const object of objects) if (SERVED.has(object.kind)) loops.put(object);
  return loops;
}

function sourcesOf(objects: readonly ApiObject[], loops: ControlLoops): Besides {
  const find = <T extends ApiObject>(kind: T['kind'], namespace: string, name: string): T | undefined =>
    objects.find((one): one is T => one.kind === kind && keyOf(one) === `${namespace}/${name}`);
  return {
    services: loops.client.list<Service>('Service'),
    configMap: (namespace, name) => find<ConfigMap>('ConfigMap', namespace, name),
    secret: (namespace, name) => find<Secret>('Secret', namespace, name),
  };
}

function podForm(pod: Pod, besides: Besides, node: Node | undefined) {
  const allocatable = node?.status?.allocatable ?? {};
  const sources = { ...besides, hostIPs: node ? internalIPs(node) : [], allocatable };
  const all: readonly Container[] = [...(pod.spec.initContainers ?? []), ...pod.spec.containers];
  const containers = all.map((container) => [container.name, asMap(containerEnvironment(pod, container, '', sources))]);
  return {
    pod: keyOf(pod),
    serviceEnv: asMap(serviceVariables(pod, sources.services).values()),
    containers: Object.fromEntries(containers),
  };
}

/** The environment that the kubelet hands to each container of a case. */
export const kubeletEnv: Area = {
  name: 'kubelet-env',
  run(folder) {
    const objects = objectsOf(folder, 'input.yaml');
    const expected = jsonOf<Expected>(folder, 'expect.json');
    const loops = stored(objects);
    const sources = sourcesOf(objects, loops);
    const pods = (expected?.pods ?? []).map(({ pod }) => {
      const [namespace = '', name = ''] = pod.split('/');
      const found = loops.client.get<Pod>('Pod', namespace, name);
      return found ? podForm(found, sources, loops.client.get<Node>('Node', '', found.spec.nodeName ?? '')) : { pod };
    });
    const given = new Set(objects.filter(({ kind }) => kind === 'Service').map(keyOf));
    const services = loops.client.list<Service>('Service').filter((service) => given.has(keyOf(service)));
    const variables = Object.fromEntries(
      services.map((service) => [keyOf(service), variablesOf(service).map(({ name }) => name)]),
    );
    const difference = valueDifference('expect', { pods, variablesOfService: variables }, expected);
    return difference === undefined ? passed : failed(difference);
  },
};
