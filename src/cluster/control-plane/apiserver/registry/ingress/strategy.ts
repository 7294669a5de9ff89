import type { Ingress } from '../../../../../api/index.ts';
import { dnsSubdomainFaults } from '../../formats.ts';
import type { Strategy } from '../strategy.ts';
import { chooseClass } from './default-class.ts';
import { CLASS_ANNOTATION, ingressFaults } from './validation.ts';

const DEPRECATED = `annotation "${CLASS_ANNOTATION}" is deprecated, please use 'spec.ingressClassName' instead`;

/** Ingresses. Models pkg/registry/networking/ingress (v1.36). */
export const ingressStrategy: Strategy<Ingress> = {
  kind: 'Ingress',
  apiVersion: 'networking.k8s.io/v1',
  resource: 'ingresses.networking.k8s.io',
  namespaced: true,
  nameFaults: dnsSubdomainFaults,
  metadataOnUpdate: ['changes', 'whole'],
  defaults: () => undefined,
  prepare(ingress, before, context) {
    if (!before) chooseClass(ingress, context);
    ingress.status = before?.status ?? { loadBalancer: {} };
  },
  validate: ingressFaults,
  // Only a new one is told, and only when nothing but the annotation says its class.
  warnings: ({ metadata, spec }, before) =>
    before || spec.ingressClassName !== undefined || metadata.annotations?.[CLASS_ANNOTATION] === undefined
      ? []
      : [DEPRECATED],
};
