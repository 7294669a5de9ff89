import { type FieldSchema, resolved } from './schema.ts';

/** What a type error calls the field: the struct that holds it, and its path without list indexes. */
export interface GoField {
  readonly struct: string;
  readonly plain: string;
}

/** Fields of 64 bits; every other whole number of these kinds has 32. */
const INT64 = /(Seconds|generation|observedGeneration|runAsUser|runAsGroup|fsGroup|supplementalGroups)$/i;
const INT32_SECONDS = /(Probe\.|minReadySeconds|progressDeadlineSeconds|clientIP\.timeoutSeconds)/;

/** Strings that have a type of their own in Go, by struct and field. */
const STRINGS: Readonly<Record<string, string>> = {
  'Container.imagePullPolicy': 'v1.PullPolicy',
  'Container.restartPolicy': 'v1.ContainerRestartPolicy',
  'Container.terminationMessagePolicy': 'v1.TerminationMessagePolicy',
  'ContainerPort.protocol': 'v1.Protocol',
  'DaemonSetUpdateStrategy.type': 'v1.DaemonSetUpdateStrategyType',
  'DeploymentStrategy.type': 'v1.DeploymentStrategyType',
  'EmptyDirVolumeSource.medium': 'v1.StorageMedium',
  'EndpointPort.protocol': 'v1.Protocol',
  'EndpointSlice.addressType': 'v1.AddressType',
  'HTTPGetAction.scheme': 'v1.URIScheme',
  'HTTPIngressPath.pathType': 'v1.PathType',
  'HostPathVolumeSource.type': 'v1.HostPathType',
  'LabelSelectorRequirement.operator': 'v1.LabelSelectorOperator',
  'NamespaceSpec.finalizers': 'v1.FinalizerName',
  'NodeSelectorRequirement.operator': 'v1.NodeSelectorOperator',
  'ObjectMeta.uid': 'types.UID',
  'OwnerReference.uid': 'types.UID',
  'PodSpec.dnsPolicy': 'v1.DNSPolicy',
  'PodSpec.preemptionPolicy': 'v1.PreemptionPolicy',
  'PodSpec.restartPolicy': 'v1.RestartPolicy',
  'Secret.type': 'v1.SecretType',
  'ServicePort.protocol': 'v1.Protocol',
  'ServiceSpec.externalTrafficPolicy': 'v1.ServiceExternalTrafficPolicy',
  'ServiceSpec.internalTrafficPolicy': 'v1.ServiceInternalTrafficPolicy',
  'ServiceSpec.ipFamilies': 'v1.IPFamily',
  'ServiceSpec.ipFamilyPolicy': 'v1.IPFamilyPolicy',
  'ServiceSpec.sessionAffinity': 'v1.ServiceAffinity',
  'ServiceSpec.type': 'v1.ServiceType',
  'StatefulSetSpec.podManagementPolicy': 'v1.PodManagementPolicyType',
  'StatefulSetUpdateStrategy.type': 'v1.StatefulSetUpdateStrategyType',
  'Taint.effect': 'v1.TaintEffect',
  'Toleration.effect': 'v1.TaintEffect',
  'Toleration.operator': 'v1.TolerationOperator',
  'TopologySpreadConstraint.whenUnsatisfiable': 'v1.UnsatisfiableConstraintAction',
};

/** Maps of bytes, which JSON writes in base64. */
const BYTES: ReadonlySet<string> = new Set(['Secret.data', 'ConfigMap.binaryData']);

/** The name that Go's type errors call a field's type by. */
export function goType(field: FieldSchema, where: GoField): string {
  const { name, schema } = resolved(field);
  if (name) return `v1.${name}`;
  const bits = intBits(schema, where.plain);
  if (bits) return `int${bits}`;
  if (schema.type === 'array') return `[]${goType(schema.items ?? {}, where)}`;
  if (schema.type === 'object') return `map[string]${goType(mapValue(schema), where)}`;
  if (schema.type === 'boolean') return 'bool';
  return stringType(where);
}

/** How wide the whole numbers of a field are; a number-or-name holds one of 32 bits. None for other fields. */
export function intBits(schema: FieldSchema, plain: string): 32 | 64 | undefined {
  const numbers = schema.anyOf?.some((one) => resolved(one).schema.type === 'integer');
  if (schema.type !== 'integer' && !numbers) return undefined;
  return INT64.test(plain) && !INT32_SECONDS.test(plain) ? 64 : 32;
}

function stringType({ struct, plain }: GoField): string {
  const key = `${struct}.${plain.slice(plain.lastIndexOf('.') + 1)}`;
  if (BYTES.has(key)) return '[]uint8';
  return Object.hasOwn(STRINGS, key) ? (STRINGS[key] ?? 'string') : 'string';
}

function mapValue(schema: FieldSchema): FieldSchema {
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : { type: 'string' };
}
