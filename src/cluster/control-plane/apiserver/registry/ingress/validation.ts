import type { Ingress, IngressRule } from '../../../../../api/index.ts';
import { type FieldError, invalid, required } from '../../field-errors.ts';
import { dnsSubdomainFaults, wildcardSubdomainFaults } from '../../formats.ts';
import { isIPSloppy } from '../../ip-address.ts';
import { backendFaults } from './backend.ts';
import { pathFaults } from './path.ts';

/** The annotation by which Ingresses chose their controller before there was a field for it. */
export const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

const hostNameFaults = (host: string): string[] =>
  host.includes('*') ? wildcardSubdomainFaults(host) : dnsSubdomainFaults(host);

function hostFaults(host: string, at: string): FieldError[] {
  if (host === '') return [];
  const address = isIPSloppy(host) ? [invalid(at, host, 'must be a DNS name, not an IP address')] : [];
  return [...address, ...hostNameFaults(host).map((fault) => invalid(at, host, fault))];
}

function ruleFaults({ host = '', http }: IngressRule, at: string): FieldError[] {
  const errors = hostFaults(host, `${at}.host`);
  if (!http) return errors;
  const paths = http.paths ?? [];
  if (paths.length === 0) return [...errors, required(`${at}.http.paths`)];
  return [
    ...errors,
    ...paths.flatMap((path, i) => {
      const here = `${at}.http.paths[${i}]`;
      const faults = pathFaults(path, here);
      return path.pathType === undefined ? faults : [...faults, ...backendFaults(path.backend, `${here}.backend`)];
    }),
  ];
}

function tlsFaults({ tls = [] }: Ingress['spec'], old: Ingress | undefined): FieldError[] {
  // What was stored with such a name may keep it.
  const lenient = (old?.spec.tls ?? []).some(({ secretName = '' }) => secretName && dnsSubdomainFaults(secretName)[0]);
  return tls.flatMap(({ hosts = [], secretName = '' }, i) => {
    const at = `spec.tls[${i}]`;
    const secret = secretName === '' || lenient ? [] : dnsSubdomainFaults(secretName);
    return [
      ...hosts.flatMap((host, n) => hostNameFaults(host).map((fault) => invalid(`${at}.hosts[${n}]`, host, fault))),
      ...secret.map((fault) => invalid(`${at}.secretName`, secretName, fault)),
    ];
  });
}

function classFaults({ metadata, spec }: Ingress, before: Ingress | undefined): FieldError[] {
  const { ingressClassName } = spec;
  if (ingressClassName === undefined) return [];
  const errors = dnsSubdomainFaults(ingressClassName).map((fault) =>
    invalid('spec.ingressClassName', ingressClassName, fault),
  );
  const annotation = metadata.annotations?.[CLASS_ANNOTATION];
  if (before || annotation === undefined || annotation === ingressClassName) return errors;
  const sentence = 'must match `ingressClassName` when both are specified';
  return [...errors, invalid(`annotations.${CLASS_ANNOTATION}`, annotation, sentence)];
}

/** All faults of an Ingress, in the API server's order. Models pkg/apis/networking/validation ValidateIngressCreate (v1.36). */
export function ingressFaults(ingress: Ingress, before: Ingress | undefined): FieldError[] {
  const { defaultBackend, rules = [] } = ingress.spec;
  const nothing = 'either `defaultBackend` or `rules` must be specified';
  return [
    ...(rules.length === 0 && !defaultBackend ? [invalid('spec', ingress.spec.rules ?? null, nothing)] : []),
    ...(defaultBackend ? backendFaults(defaultBackend, 'spec.defaultBackend') : []),
    ...rules.flatMap((rule, i) => ruleFaults(rule, `spec.rules[${i}]`)),
    ...tlsFaults(ingress.spec, before),
    ...classFaults(ingress, before),
  ];
}
