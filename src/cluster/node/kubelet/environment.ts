import type { ConfigMap, Container, EnvVar, Pod, Secret, Service } from '../../../api/index.ts';
import { expanded } from './expansion.ts';
import { fieldValue } from './field-ref.ts';
import { resourceValue } from './resource-field-ref.ts';
import { linkedServices, type Variable, variablesOf } from './service-variables.ts';

/** What a container's variables are made from, besides the Pod. */
export interface EnvironmentSources {
  readonly services: Iterable<Service>;
  /** The addresses of the Pod's own machine, as its kubelet knows them. */
  readonly hostIPs: readonly string[];
  /** What that machine has for Pods: `cpu: '4'`, `memory: 8Gi`. */
  readonly allocatable: Readonly<Record<string, string | number>>;
  configMap(namespace: string, name: string): ConfigMap | undefined;
  secret(namespace: string, name: string): Secret | undefined;
}

function decoded(base64: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const bits = [...base64.replace(/[=\s]/g, '')]
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(6, '0'))
    .join('');
  const bytes = bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? [];
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return bytes.map((byte) => (byte < 128 ? String.fromCharCode(byte) : '\ufffd')).join('');
  }
}

/** A Secret's values in the clear; `stringData` is what was written in the clear. */
function secretData(secret: Secret | undefined): Record<string, string> | undefined {
  if (!secret) return undefined;
  const clear = (secret as { stringData?: Record<string, string> }).stringData ?? {};
  const data = Object.entries(secret.data ?? {}).map(([key, value]) => [key, decoded(value)]);
  return { ...Object.fromEntries(data), ...clear };
}

/** The variables of one container, being collected: what stands higher can be used below. */
class Collection {
  private readonly own = new Map<string, Variable>();

  constructor(
    private readonly pod: Pod,
    private readonly container: Container,
    private readonly links: ReadonlyMap<string, Variable>,
    private readonly sources: EnvironmentSources,
  ) {}

  all(path: string): readonly Variable[] {
    (this.container.envFrom ?? []).forEach((_, i) => {
      this.from(i, `${path}.envFrom[${i}]`);
    });
    (this.container.env ?? []).forEach((entry, i) => {
      const value = this.valueOf(entry);
      if (value !== undefined) this.own.set(entry.name, { name: entry.name, value, origin: `${path}.env[${i}]` });
    });
    const all = [...this.links.values()];
    if (this.own.size === 0) return all;
    return [...this.own.values(), ...all.filter(({ name }) => !this.own.has(name))];
  }

  private from(index: number, origin: string): void {
    const { prefix = '', configMapRef, secretRef } = this.container.envFrom?.[index] ?? {};
    const namespace = this.pod.metadata.namespace ?? '';
    const data = configMapRef
      ? this.sources.configMap(namespace, configMapRef.name ?? '')?.data
      : secretData(this.sources.secret(namespace, secretRef?.name ?? ''));
    for (const [key, value] of Object.entries(data ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))) {
      const name = prefix + key;
      this.own.set(name, { name, value, origin });
    }
  }

  private valueOf({ value, valueFrom }: EnvVar): string | undefined {
    const namespace = this.pod.metadata.namespace ?? '';
    if (value || !valueFrom)
      return expanded(value ?? '', (name) => (this.own.get(name) ?? this.links.get(name))?.value);
    const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom;
    if (fieldRef) return fieldValue(this.pod, fieldRef.fieldPath, this.sources.hostIPs);
    if (resourceFieldRef) return resourceValue(this.pod, this.container, resourceFieldRef, this.sources.allocatable);
    if (configMapKeyRef)
      return this.sources.configMap(namespace, configMapKeyRef.name ?? '')?.data?.[configMapKeyRef.key];
    if (!secretKeyRef) return undefined;
    return secretData(this.sources.secret(namespace, secretKeyRef.name ?? ''))?.[secretKeyRef.key];
  }
}

/** The variables of the Services that were asked about last. Stored Services never change, so the same ones have the same variables. */
let latest: { readonly linked: readonly Service[]; readonly variables: ReadonlyMap<string, Variable> } | undefined;

/** The variables that come from Services, by name, for any container of the Pod. */
export function serviceVariables(pod: Pod, services: Iterable<Service>): ReadonlyMap<string, Variable> {
  const linked = linkedServices(services, pod.metadata.namespace ?? '', pod.spec.enableServiceLinks !== false);
  const known = latest?.linked.length === linked.length && linked.every((one, i) => one === latest?.linked[i]);
  if (latest && known) return latest.variables;
  const variables = new Map(linked.flatMap(variablesOf).map((variable) => [variable.name, variable]));
  latest = { linked, variables };
  return variables;
}

/**
 * Every variable that the kubelet hands to a container: `envFrom`, then `env` with `$(NAME)` expanded, then those of the
 * Services, unless the container has set one of its own by that name. Models kubelet_pods.go makeEnvironmentVariables (v1.36).
 */
export function containerEnvironment(
  pod: Pod,
  container: Container,
  path: string,
  sources: EnvironmentSources,
): readonly Variable[] {
  return new Collection(pod, container, serviceVariables(pod, sources.services), sources).all(path);
}
