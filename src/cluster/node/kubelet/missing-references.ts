import type { Container, EnvVarSource, Pod } from '../../../api/index.ts';
import type { EnvironmentSources } from './environment.ts';

interface Reference {
  readonly name?: string;
  readonly key?: string;
  readonly optional?: boolean;
}

/** What a reference must find, in the kubelet's words when it does not; undefined when it does, or need not. */
function complaint(
  kind: 'configmap' | 'secret',
  reference: Reference | undefined,
  pod: Pod,
  sources: EnvironmentSources,
): string | undefined {
  if (!reference || reference.optional) return undefined;
  const { name = '', key } = reference;
  const namespace = pod.metadata.namespace ?? '';
  const found = kind === 'configmap' ? sources.configMap(namespace, name) : sources.secret(namespace, name);
  if (!found) return `${kind} "${name}" not found`;
  const data = { ...found.data, ...(found as { stringData?: Record<string, string> }).stringData };
  if (key === undefined || Object.hasOwn(data, key)) return undefined;
  const title = kind === 'configmap' ? 'ConfigMap' : 'Secret';
  return `couldn't find key ${key} in ${title} ${namespace}/${name}`;
}

/** Programs here write no files, so no variable can be read from one. */
function fileComplaint(reference: EnvVarSource['fileKeyRef']): string | undefined {
  if (!reference || reference.optional) return undefined;
  return `environment variable key "${reference.key}" not found in file "${reference.path}"`;
}

/**
 * Why a container cannot be started: the first ConfigMap, Secret or key that its environment needs and that is not there.
 * Models the errors of kubelet_pods.go makeEnvironmentVariables (v1.36).
 */
export function missingReference(pod: Pod, container: Container, sources: EnvironmentSources): string | undefined {
  const whole = (container.envFrom ?? []).flatMap(({ configMapRef, secretRef }) => [
    complaint('configmap', configMapRef, pod, sources),
    complaint('secret', secretRef, pod, sources),
  ]);
  const files = (container.env ?? []).flatMap(({ valueFrom }) => fileComplaint(valueFrom?.fileKeyRef) ?? []);
  const single = (container.env ?? []).flatMap(({ valueFrom }) => [
    complaint('configmap', valueFrom?.configMapKeyRef, pod, sources),
    complaint('secret', valueFrom?.secretKeyRef, pod, sources),
  ]);
  return [...whole, ...single, ...files].find((one) => one !== undefined);
}
