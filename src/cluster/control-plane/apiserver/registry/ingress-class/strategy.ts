import type { IngressClass } from '../../../../../api/index.ts';
import { type FieldError, forbidden, invalid, notSupported, required, tooLong } from '../../field-errors.ts';
import { dnsLabelFaults, dnsSubdomainFaults, domainPrefixedPathFaults } from '../../formats.ts';
import { referenceFaults } from '../ingress/backend.ts';
import type { Strategy } from '../strategy.ts';

const LONGEST_CONTROLLER = 250;
const SCOPES = ['Cluster', 'Namespace'];

type Parameters = NonNullable<IngressClass['spec']['parameters']>;

function namespaceFaults({ scope, namespace }: Parameters, at: string): FieldError[] {
  if (scope === 'Cluster')
    return namespace === undefined ? [] : [forbidden(at, "`parameters.scope` is set to 'Cluster'")];
  if (namespace === undefined) return [required(at, "`parameters.scope` is set to 'Namespace'")];
  return dnsLabelFaults(namespace).map((fault) => invalid(at, namespace, fault));
}

function parametersFaults(parameters: Parameters | undefined): FieldError[] {
  if (!parameters) return [];
  const at = 'spec.parameters';
  const errors = referenceFaults(parameters, at);
  const { scope = '' } = parameters;
  if (!SCOPES.includes(scope)) return [...errors, notSupported(`${at}.scope`, scope, SCOPES)];
  return [...errors, ...namespaceFaults(parameters, `${at}.namespace`)];
}

/** IngressClasses: the controller that serves Ingresses cannot change. Models pkg/registry/networking/ingressclass (v1.36). */
export const ingressClassStrategy: Strategy<IngressClass> = {
  kind: 'IngressClass',
  apiVersion: 'networking.k8s.io/v1',
  resource: 'ingressclasses.networking.k8s.io',
  namespaced: false,
  nameFaults: dnsSubdomainFaults,
  metadataOnUpdate: ['changes', 'whole'],
  defaults(ingressClass) {
    const { parameters } = ingressClass.spec ?? {};
    if (!parameters || parameters.scope !== undefined) return;
    ingressClass.spec = { ...ingressClass.spec, parameters: { ...parameters, scope: 'Cluster' } };
  },
  validate({ spec }, before) {
    const at = 'spec.controller';
    const { controller = '' } = spec;
    const moved = before && (before.spec.controller ?? '') !== controller;
    return [
      ...(moved ? [invalid(at, controller, 'field is immutable')] : []),
      ...(controller.length > LONGEST_CONTROLLER ? [tooLong(at, LONGEST_CONTROLLER)] : []),
      ...domainPrefixedPathFaults(controller, at),
      ...parametersFaults(spec.parameters),
    ];
  },
};
