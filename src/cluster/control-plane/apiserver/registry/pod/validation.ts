import type { Container, ContainerPort, Pod, PodSpec } from '../../../../../api/index.ts';
import { duplicate, type FieldError, forbidden, invalid, notSupported, required } from '../../field-errors.ts';
import { dnsLabelFaults, dnsSubdomainFaults, isPort, PORT_RANGE, portNameFaults } from '../../formats.ts';
import { ipFaults } from '../../ip-address.ts';
import { labelFaults, labelKeyFaults } from '../object-meta.ts';
import { dnsConfigFaults, dnsPolicyFaults } from './dns.ts';
import { envFaults } from './env.ts';
import { affinityFaults, spreadFaults } from './placement.ts';
import { lifecycleFaults, probesFaults } from './probe.ts';
import { resourceFaults } from './resources.ts';
import { containerSecurityFaults, podSecurityFaults } from './security.ts';
import { tolerationFaults } from './tolerations.ts';
import { mountFaults, type Volume, volumeFaults } from './volumes.ts';

const MESSAGE_POLICIES = ['File', 'FallbackToLogsOnError'];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
/** The same words for one container are told in the order of the alphabet. */
const CONTAINER_POLICIES = [...RESTART_POLICIES].sort();
const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];
const MOST_SECONDS = 2 ** 31 - 1;

function portFaults(port: ContainerPort, at: string, names: Set<string>): FieldError[] {
  const errors: FieldError[] = [];
  if (port.name !== undefined && port.name !== '') {
    const faults = portNameFaults(port.name);
    errors.push(...faults.map((fault) => invalid(`${at}.name`, port.name, fault)));
    if (faults.length === 0 && names.has(port.name)) errors.push(duplicate(`${at}.name`, port.name));
    if (faults.length === 0) names.add(port.name);
  }
  if (port.containerPort === undefined || port.containerPort === 0) errors.push(required(`${at}.containerPort`));
  else if (!isPort(port.containerPort)) errors.push(invalid(`${at}.containerPort`, port.containerPort, PORT_RANGE));
  if (port.hostPort !== undefined && port.hostPort !== 0 && !isPort(port.hostPort)) {
    errors.push(invalid(`${at}.hostPort`, port.hostPort, PORT_RANGE));
  }
  if (!PROTOCOLS.includes(port.protocol ?? ''))
    errors.push(notSupported(`${at}.protocol`, port.protocol ?? '', PROTOCOLS));
  return errors;
}

/** A word out of a list, which must be there. */
function wordFaults(value: string | undefined, known: readonly string[], at: string): FieldError[] {
  if (value === undefined || value === '') return [required(at)];
  return known.includes(value) ? [] : [notSupported(at, value, known)];
}

interface Fields {
  readonly terminationMessagePolicy?: string;
  readonly imagePullPolicy?: string;
  readonly volumeMounts?: Parameters<typeof mountFaults>[0];
}

/** What every container must fulfil. Models validateContainerCommon. */
function commonFaults(container: Container, at: string, usable: ReadonlyMap<string, Volume>): FieldError[] {
  const { terminationMessagePolicy, imagePullPolicy, volumeMounts = [] } = container as Fields;
  const names = new Set<string>();
  return [
    ...(container.name
      ? dnsLabelFaults(container.name).map((fault) => invalid(`${at}.name`, container.name, fault))
      : [required(`${at}.name`)]),
    ...(container.image ? [] : [required(`${at}.image`)]),
    ...wordFaults(terminationMessagePolicy, MESSAGE_POLICIES, `${at}.terminationMessagePolicy`),
    ...(container.ports ?? []).flatMap((port, i) => portFaults(port, `${at}.ports[${i}]`, names)),
    ...envFaults(container, at),
    ...mountFaults(volumeMounts, usable, `${at}.volumeMounts`),
    ...wordFaults(imagePullPolicy, PULL_POLICIES, `${at}.imagePullPolicy`),
    ...resourceFaults(container.resources, `${at}.resources`),
    ...containerSecurityFaults(container, `${at}.securityContext`),
  ];
}

function hostPortFaults(containers: readonly Container[], at: string): FieldError[] {
  const seen = new Set<string>();
  return containers.flatMap(({ ports = [] }, i) =>
    ports.flatMap(({ protocol, hostPort = 0, hostIP = '' }, n) => {
      if (hostPort === 0) return [];
      const taken = `${protocol}/${hostIP}/${hostPort}`;
      const again = seen.has(taken);
      seen.add(taken);
      return again ? [duplicate(`${at}[${i}].ports[${n}].hostPort`, taken)] : [];
    }),
  );
}

type Names = Set<string>;

/** When one container is started again, apart from its Pod. Models validateContainerRestartPolicy (v1.36). */
function restartFaults(container: Container, at: string): FieldError[] {
  const { restartPolicy: policy, restartPolicyRules: rules = [] } = container as {
    readonly restartPolicy?: string;
    readonly restartPolicyRules?: readonly unknown[];
  };
  const path = `${at}.restartPolicy`;
  if (policy === undefined)
    return rules.length > 0 ? [required(path, 'must specify restartPolicy when restart rules are used')] : [];
  return CONTAINER_POLICIES.includes(policy) ? [] : [notSupported(path, policy, CONTAINER_POLICIES)];
}

function doubledName({ name }: Container, at: string, names: Names): FieldError[] {
  const again = names.has(name);
  if (name) names.add(name);
  return again ? [duplicate(`${at}.name`, name)] : [];
}

function containersFaults(spec: PodSpec, at: string, usable: ReadonlyMap<string, Volume>, names: Names): FieldError[] {
  if (spec.containers.length === 0) return [required(at)];
  const grace = spec.terminationGracePeriodSeconds ?? 30;
  const errors = spec.containers.flatMap((container, i) => {
    const path = `${at}[${i}]`;
    return [
      ...commonFaults(container, path, usable),
      ...doubledName(container, path, names),
      ...lifecycleFaults(container, `${path}.lifecycle`, grace),
      ...probesFaults(container, path),
      ...restartFaults(container, path),
    ];
  });
  return [...errors, ...hostPortFaults(spec.containers, at)];
}

const ONLY_SIDECARS = 'may not be set for init containers without restartPolicy=Always';
const UNLESS_SIDECAR = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const;

function initContainerFaults(
  spec: PodSpec,
  at: string,
  usable: ReadonlyMap<string, Volume>,
  names: Names,
): FieldError[] {
  const grace = spec.terminationGracePeriodSeconds ?? 30;
  return (spec.initContainers ?? []).flatMap((container, i) => {
    const path = `${at}[${i}]`;
    const sidecar = container.restartPolicy === 'Always';
    return [
      ...commonFaults(container, path, usable),
      ...restartFaults(container, path),
      ...doubledName(container, path, names),
      // The one container is a list of its own here, so its place is always 0.
      ...hostPortFaults([container], at),
      ...(sidecar ? [...lifecycleFaults(container, `${path}.lifecycle`, grace), ...probesFaults(container, path)] : []),
      ...(sidecar
        ? []
        : UNLESS_SIDECAR.filter((field) => container[field]).map((field) =>
            forbidden(`${path}.${field}`, ONLY_SIDECARS),
          )),
    ];
  });
}

/** On the machine's own network a port is the machine's; in a template it may be left out. */
function hostNetworkFaults({ hostNetwork, containers }: PodSpec, at: string): FieldError[] {
  if (!hostNetwork) return [];
  const sentence = 'must match `containerPort` when `hostNetwork` is true';
  return containers.flatMap(({ ports = [] }, i) =>
    ports.flatMap(({ hostPort = 0, containerPort }, n) => {
      const free = hostPort === 0 && at !== 'spec';
      const path = `${at}.containers[${i}].ports[${n}].hostPort`;
      return free || hostPort === containerPort ? [] : [invalid(path, hostPort, sentence)];
    }),
  );
}

function nameFaults(value: string | undefined, faults: (name: string) => string[], at: string): FieldError[] {
  return value ? faults(value).map((fault) => invalid(at, value, fault)) : [];
}

function gateFaults({ readinessGates = [], schedulingGates = [] }: PodSpec, at: string): FieldError[] {
  const seen = new Set<string>();
  return [
    ...readinessGates.flatMap(({ conditionType }, i) =>
      labelKeyFaults(conditionType ?? '', `${at}.readinessGates[${i}].conditionType`),
    ),
    ...schedulingGates.flatMap(({ name }, i) => {
      const path = `${at}.schedulingGates[${i}]`;
      const again = seen.has(name);
      seen.add(name);
      return [...labelKeyFaults(name ?? '', path), ...(again ? [duplicate(path, name)] : [])];
    }),
  ];
}

function aliasFaults({ hostAliases = [] }: PodSpec, at: string): FieldError[] {
  return hostAliases.flatMap(({ ip, hostnames = [] }, i) => {
    const path = `${at}.hostAliases[${i}]`;
    return [
      ...ipFaults(ip ?? '', `${path}.ip`),
      ...hostnames.flatMap((name, n) =>
        dnsSubdomainFaults(name).map((fault) => invalid(`${path}.hostnames[${n}]`, name, fault)),
      ),
    ];
  });
}

interface ClassNames {
  readonly priorityClassName?: string;
  readonly runtimeClassName?: string;
  readonly os?: { readonly name?: string };
}

const SYSTEMS = ['linux', 'windows'];

function systemFaults(os: ClassNames['os'], at: string): FieldError[] {
  if (!os) return [];
  if (!os.name) return [required(`${at}.name`)];
  return SYSTEMS.includes(os.name) ? [] : [notSupported(at, os.name, SYSTEMS)];
}

/** What the Pod is called, where it runs and for how long. */
function identityFaults(spec: PodSpec, at: string): FieldError[] {
  const { activeDeadlineSeconds: deadline } = spec;
  const { priorityClassName, runtimeClassName, os } = spec as ClassNames;
  const late = deadline !== undefined && (deadline < 1 || deadline > MOST_SECONDS);
  return [
    ...nameFaults(spec.serviceAccountName, dnsSubdomainFaults, `${at}.serviceAccountName`),
    ...nameFaults(spec.nodeName, dnsSubdomainFaults, `${at}.nodeName`),
    ...(late
      ? [invalid(`${at}.activeDeadlineSeconds`, deadline, `must be between 1 and ${MOST_SECONDS}, inclusive`)]
      : []),
    ...nameFaults(spec.hostname, dnsLabelFaults, `${at}.hostname`),
    ...nameFaults(spec.subdomain, dnsLabelFaults, `${at}.subdomain`),
    ...tolerationFaults(spec.tolerations ?? [], `${at}.tolerations`),
    ...aliasFaults(spec, at),
    ...nameFaults(priorityClassName, dnsSubdomainFaults, `${at}.priorityClassName`),
    ...nameFaults(runtimeClassName, dnsSubdomainFaults, `${at}.runtimeClassName`),
    ...systemFaults(os, `${at}.os`),
  ];
}

/** Faults of a Pod's spec at `at` (`spec` or `spec.template.spec`), in the API server's order. Models pkg/apis/core/validation ValidatePodSpec (v1.36). */
export function podSpecFaults(spec: PodSpec, at: string): FieldError[] {
  const { volumes = [] } = spec as { readonly volumes?: readonly Volume[] };
  const { errors, usable } = volumeFaults(volumes, `${at}.volumes`);
  const names: Names = new Set();
  return [
    ...errors,
    ...containersFaults(spec, `${at}.containers`, usable, names),
    ...initContainerFaults(spec, `${at}.initContainers`, usable, names),
    ...hostNetworkFaults(spec, at),
    ...wordFaults(spec.restartPolicy, RESTART_POLICIES, `${at}.restartPolicy`),
    ...dnsPolicyFaults(spec, at),
    ...labelFaults(spec.nodeSelector, `${at}.nodeSelector`),
    ...podSecurityFaults(spec, `${at}.securityContext`),
    ...affinityFaults(spec, at),
    ...dnsConfigFaults(spec, at),
    ...gateFaults(spec, at),
    ...spreadFaults(spec, at),
    ...identityFaults(spec, at),
  ];
}

const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const MIRROR = 'kubernetes.io/config.mirror';

function isInt32(text: string): boolean {
  return /^(?:0|-?[1-9]\d*)$/.test(text) && Number(text) >= -(2 ** 31) && Number(text) < 2 ** 31;
}

/** Faults of the annotations that mean something for a Pod. Models ValidatePodSpecificAnnotations (v1.36). */
export function podAnnotationFaults(
  annotations: Readonly<Record<string, string>> | undefined,
  { nodeName }: PodSpec,
  at: string,
): FieldError[] {
  const [mirror, cost] = [annotations?.[MIRROR], annotations?.[DELETION_COST]];
  const homeless = 'must set spec.nodeName if mirror pod annotation is set';
  return [
    ...(mirror !== undefined && !nodeName ? [invalid(`${at}[${MIRROR}]`, mirror, homeless)] : []),
    ...(cost === undefined || isInt32(cost)
      ? []
      : [invalid(`${at}[${DELETION_COST}]`, cost, 'must be a 32bit integer')]),
  ];
}

/** What only a Pod, and not yet a template of one, is asked. Models validateContainersOnlyForPod (v1.36). */
function spacedImageFaults(containers: readonly Container[] | undefined, at: string): FieldError[] {
  return (containers ?? []).flatMap(({ image = '' }, i) =>
    image.trim() === image ? [] : [invalid(`${at}[${i}].image`, image, 'must not have leading or trailing whitespace')],
  );
}

/** Faults of a Pod as it is. Models validatePodMetadataAndSpec (v1.36). */
export function podFaults({ metadata, spec }: Pod): FieldError[] {
  return [
    ...podAnnotationFaults(metadata.annotations, spec, 'metadata.annotations'),
    ...podSpecFaults(spec, 'spec'),
    ...spacedImageFaults(spec.containers, 'spec.containers'),
    ...spacedImageFaults(spec.initContainers, 'spec.initContainers'),
  ];
}
