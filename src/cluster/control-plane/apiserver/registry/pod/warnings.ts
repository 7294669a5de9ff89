import type { ApiObject, ContainerPort, PodSpec, PodTemplate } from '../../../../../api/index.ts';
import { dnsLabelFaults } from '../../formats.ts';

type Spec = PodTemplate['spec'];

/** Of ports that say the same, more than these are not told apart. */
const MOST_TOLD = 100;

/** Labels of nodes that have better names by now. */
const OLD_NODE_LABELS: Readonly<Record<string, readonly [string, string]>> = {
  'beta.kubernetes.io/arch': ['v1.14', 'kubernetes.io/arch'],
  'beta.kubernetes.io/os': ['v1.14', 'kubernetes.io/os'],
  'failure-domain.beta.kubernetes.io/region': ['v1.17', 'topology.kubernetes.io/region'],
  'failure-domain.beta.kubernetes.io/zone': ['v1.17', 'topology.kubernetes.io/zone'],
  'beta.kubernetes.io/instance-type': ['v1.17', 'node.kubernetes.io/instance-type'],
};

/** Sources of volumes that do nothing any more. */
const OLD_VOLUMES: readonly (readonly [string, string, string])[] = [
  ['photonPersistentDisk', 'photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['gitRepo', 'gitRepo', 'deprecated in v1.11, and disabled by default in v1.33+'],
  ['scaleIO', 'scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['flocker', 'flocker', 'deprecated in v1.22, non-functional in v1.25+'],
  ['storageos', 'storageOS', 'deprecated in v1.22, non-functional in v1.25+'],
  ['quobyte', 'quobyte', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
  ['cephfs', 'cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['rbd', 'rbd', 'deprecated in v1.28, non-functional in v1.31+'],
];

function oldLabel(label: string): string | undefined {
  const [since, other] = (Object.hasOwn(OLD_NODE_LABELS, label) ? OLD_NODE_LABELS[label] : undefined) ?? [];
  return since && `deprecated since ${since}; use "${other}" instead`;
}

interface Term {
  readonly matchExpressions?: readonly { readonly key?: string }[];
}

function termWarnings({ matchExpressions = [] }: Term, at: string): string[] {
  return matchExpressions.flatMap(({ key = '' }, i) => {
    const old = oldLabel(key);
    return old === undefined ? [] : [`${at}.matchExpressions[${i}].key: ${key} is ${old}`];
  });
}

function nodeAffinityWarnings({ affinity }: Spec, at: string): string[] {
  const {
    requiredDuringSchedulingIgnoredDuringExecution: needed,
    preferredDuringSchedulingIgnoredDuringExecution: liked,
  } = affinity?.nodeAffinity ?? {};
  const path = `${at}.affinity.nodeAffinity`;
  return [
    ...(needed?.nodeSelectorTerms ?? []).flatMap((term, i) =>
      termWarnings(term, `${path}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[${i}]`),
    ),
    ...(liked ?? []).flatMap(({ preference = {} }, i) =>
      termWarnings(preference, `${path}.preferredDuringSchedulingIgnoredDuringExecution[${i}].preference`),
    ),
  ];
}

function labelWarnings(spec: Spec, at: string): string[] {
  const { nodeSelector = {}, topologySpreadConstraints = [] } = spec;
  const selected = Object.keys(nodeSelector).sort();
  return [
    ...selected.flatMap((label) => {
      const old = oldLabel(label);
      return old === undefined ? [] : [`${at}.nodeSelector[${label}]: ${old}`];
    }),
    ...nodeAffinityWarnings(spec, at),
    ...topologySpreadConstraints.flatMap(({ topologyKey = '', labelSelector }, i) => {
      const path = `${at}.topologySpreadConstraints[${i}]`;
      const old = oldLabel(topologyKey);
      return [
        ...(old === undefined ? [] : [`${path}.topologyKey: ${topologyKey} is ${old}`]),
        ...(labelSelector ? [] : [`${path}.labelSelector: a null labelSelector results in matching no pod`]),
      ];
    }),
  ];
}

function volumeWarnings(spec: Spec, at: string): string[] {
  const { volumes = [] } = spec as { readonly volumes?: readonly Readonly<Record<string, unknown>>[] };
  return volumes.flatMap((volume, i) =>
    OLD_VOLUMES.flatMap(([source, name, why]) =>
      volume[source] === undefined ? [] : [`${at}.volumes[${i}].${name}: ${why}`],
    ),
  );
}

/** Each value that came before, with its place. */
function again<T>(items: readonly T[], value: (item: T) => string, tell: (item: T, i: number) => string): string[] {
  const seen = new Set<string>();
  return items.flatMap((item, i) => {
    const before = seen.has(value(item));
    seen.add(value(item));
    return before ? [tell(item, i)] : [];
  });
}

function referenceWarnings(spec: Spec, at: string): string[] {
  const { hostAliases = [] } = spec;
  const { imagePullSecrets = [] } = spec as { readonly imagePullSecrets?: readonly { readonly name?: string }[] };
  const secret = (i: number): string => `${at}.imagePullSecrets[${i}].name`;
  return [
    ...again(
      hostAliases,
      ({ ip = '' }) => ip,
      ({ ip = '' }, i) => `${at}.hostAliases[${i}].ip: duplicate ip "${ip}"`,
    ),
    ...again(
      imagePullSecrets,
      ({ name = '' }) => name,
      ({ name = '' }, i) => `${secret(i)}: duplicate name "${name}"`,
    ),
    ...imagePullSecrets.flatMap(({ name = '' }, i) => (name === '' ? [`${secret(i)}: invalid empty name ""`] : [])),
  ];
}

interface PlacedContainer {
  readonly at: string;
  readonly container: PodSpec['containers'][number];
}

// StatefulSets are taken with templates that leave out what Pods must say.
function containersOf({ containers = [], initContainers = [] }: Spec, at: string): PlacedContainer[] {
  return [
    ...initContainers.map((container, i) => ({ at: `${at}.initContainers[${i}]`, container })),
    ...containers.map((container, i) => ({ at: `${at}.containers[${i}]`, container })),
  ];
}

function fractionWarnings({ at, container: { resources = {} } }: PlacedContainer): string[] {
  return (['memory', 'ephemeral-storage'] as const).flatMap((name) =>
    (['limits', 'requests'] as const).flatMap((list) => {
      const value = String(resources[list]?.[name] ?? '0');
      const sentence = `fractional byte value "${value}" is invalid, must be an integer`;
      return /[num]$/.test(value) ? [`${at}.resources.${list}[${name}]: ${sentence}`] : [];
    }),
  );
}

/** A variable that stands twice, unless the later one is made of the earlier. */
function envWarnings({ at, container: { env = [] } }: PlacedContainer): string[] {
  const seen = new Set<string>();
  return env.flatMap(({ name = '', value = '', valueFrom }, i) => {
    const before = seen.has(name);
    seen.add(name);
    const own = `$(${name})`;
    const hides = before && (valueFrom !== undefined || value === own || !value.includes(own));
    const sentence = `hides previous definition of "${name}", which may be dropped when using apply`;
    return hides ? [`${at}.env[${i}]: ${sentence}`] : [];
  });
}

interface PlacedPort {
  readonly at: string;
  readonly container: string;
  readonly port: ContainerPort;
}

/** How two ports of one number and protocol stand to each other; undefined when they can live together. */
function clash(port: ContainerPort, other: ContainerPort): string | undefined {
  const [one, two] = [port.hostPort ?? 0, other.hostPort ?? 0];
  const [ip, otherIP] = [port.hostIP ?? '', other.hostIP ?? ''];
  if (ip === otherIP && one === two) return 'duplicate';
  if (one === 0 || two === 0) return 'overlapping';
  return one === two && (ip === '') !== (otherIP === '') ? 'dangerously ambiguous' : undefined;
}

function remember(places: Map<string, PlacedPort[]>, key: string, one: PlacedPort): void {
  const known = places.get(key);
  if (!known) places.set(key, [one]);
  else if (known.length < MOST_TOLD) known.push(one);
}

function goPort({ name = '', hostPort = 0, containerPort = 0, protocol, hostIP = '' }: ContainerPort): string {
  return `{Name:${name} HostPort:${hostPort} ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`;
}

function portWarnings(containers: readonly PlacedContainer[]): string[] {
  const [byNumber, byName] = [new Map<string, PlacedPort[]>(), new Map<string, PlacedPort[]>()];
  const all = containers.flatMap(({ at, container }) =>
    (container.ports ?? []).map((port, i) => ({ at: `${at}.ports[${i}]`, container: at, port })),
  );
  return all.flatMap((one) => {
    const { port, container } = one;
    const { name = '' } = port;
    const number = `${port.containerPort}/${port.protocol}`;
    const clashes = (byNumber.get(number) ?? []).flatMap((other) => {
      const how = clash(port, other.port);
      return how === undefined ? [] : [`${one.at}: ${how} port definition with ${other.at}`];
    });
    const named = name === '' ? undefined : byName.get(name)?.find((other) => other.container !== container);
    remember(byNumber, number, one);
    remember(byName, name, one);
    const why = 'services and probes that select ports by name will use';
    return [
      ...(port.hostIP && !port.hostPort ? [`${one.at}: hostIP set without hostPort: ${goPort(port)}`] : []),
      ...clashes,
      ...(named ? [`${one.at}: duplicate port name "${name}" with ${named.at}, ${why} ${named.at}`] : []),
    ];
  });
}

function affinityWarnings({ affinity = {} }: Spec, at: string): string[] {
  const sentence = 'labelSelector: a null labelSelector results in matching no pod';
  return (['podAffinity', 'podAntiAffinity'] as const).flatMap((kind) => {
    const wanted = affinity[kind]?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
    const liked = affinity[kind]?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
    const path = `${at}.affinity.${kind}`;
    return [
      ...wanted.flatMap(({ labelSelector }, i) =>
        labelSelector ? [] : [`${path}.requiredDuringSchedulingIgnoredDuringExecution[${i}].${sentence}`],
      ),
      ...liked.flatMap(({ podAffinityTerm }, i) => {
        const term = `${path}.preferredDuringSchedulingIgnoredDuringExecution[${i}].podAffinityTerm`;
        return podAffinityTerm?.labelSelector ? [] : [`${term}.${sentence}`];
      }),
    ];
  });
}

const SYSCTLS = 'non-functional in v1.11+; use the "sysctls" field instead';

/** Annotations that became fields. */
const OLD_ANNOTATIONS: readonly (readonly [string, string])[] = [
  ['scheduler.alpha.kubernetes.io/critical-pod', 'non-functional in v1.16+; use the "priorityClassName" field instead'],
  ['security.alpha.kubernetes.io/sysctls', SYSCTLS],
  ['security.alpha.kubernetes.io/unsafe-sysctls', SYSCTLS],
];

interface Described {
  readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: Spec;
}

function annotationWarnings({ metadata }: Described, at: string): string[] {
  return OLD_ANNOTATIONS.flatMap(([key, why]) =>
    metadata?.annotations?.[key] === undefined ? [] : [`${at}metadata.annotations[${key}]: ${why}`],
  );
}

/** A name that ends up as a hostname, and is none. */
export function hostNameWarnings({ metadata: { name } }: ApiObject, where: string): readonly string[] {
  const faults = dnsLabelFaults(name);
  if (faults.length === 0) return [];
  const why = 'which can result in surprising behavior; a DNS label is recommended';
  return [`metadata.name: this is used in ${where}, ${why}: [${faults.join(' ')}]`];
}

/** What a Pod or a template at `at` (empty, or a path that ends with a dot) may say and hardly means. Models pkg/api/pod GetWarningsForPod (v1.36). */
export function podWarnings(described: Described, at: string): readonly string[] {
  const { spec } = described;
  const path = `${at}spec`;
  const containers = containersOf(spec, path);
  const negative = (spec.terminationGracePeriodSeconds ?? 0) < 0;
  const grace = 'must be >= 0; negative values are invalid and will be treated as 1';
  return [
    ...labelWarnings(spec, path),
    ...annotationWarnings(described, at),
    ...volumeWarnings(spec, path),
    ...referenceWarnings(spec, path),
    ...containers.flatMap((one) => [...fractionWarnings(one), ...envWarnings(one)]),
    ...portWarnings(containers),
    ...(negative ? [`${path}.terminationGracePeriodSeconds: ${grace}`] : []),
    ...affinityWarnings(spec, path),
  ];
}
