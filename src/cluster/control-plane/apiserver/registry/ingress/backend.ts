import type { IngressBackend } from '../../../../../api/index.ts';
import { type FieldError, invalid, required } from '../../field-errors.ts';
import {
  dnsLabelFaults,
  dnsSubdomainFaults,
  isPort,
  PORT_RANGE,
  pathSegmentFaults,
  portNameFaults,
} from '../../formats.ts';

type Reference = NonNullable<IngressBackend['resource']>;
type ServiceBackend = NonNullable<IngressBackend['service']>;

/** Faults of a reference to an object of any kind. Models validateIngressTypedLocalObjectReference (v1.36). */
export function referenceFaults({ apiGroup, kind = '', name = '' }: Reference, at: string): FieldError[] {
  const group = apiGroup === undefined ? [] : dnsSubdomainFaults(apiGroup);
  return [
    ...group.map((fault) => invalid(`${at}.apiGroup`, apiGroup, fault)),
    ...(kind === '' ? [required(`${at}.kind`, 'kind is required')] : []),
    ...pathSegmentFaults(kind).map((fault) => invalid(`${at}.kind`, kind, fault)),
    ...(name === '' ? [required(`${at}.name`, 'name is required')] : []),
    ...pathSegmentFaults(name).map((fault) => invalid(`${at}.name`, name, fault)),
  ];
}

function portFaults({ port }: ServiceBackend, at: string): FieldError[] {
  const { name = '', number = 0 } = port ?? {};
  if (name !== '' && number !== 0) return [invalid(at, '', 'cannot set both port name & port number')];
  if (name !== '') return portNameFaults(name).map((fault) => invalid(`${at}.service.port.name`, name, fault));
  if (number === 0) return [required(at, 'port name or number is required')];
  return isPort(number) ? [] : [invalid(`${at}.service.port.number`, number, PORT_RANGE)];
}

/** Faults of what an Ingress sends to. Models validateIngressBackend (v1.36). */
export function backendFaults(backend: IngressBackend | undefined, at: string): FieldError[] {
  const { service, resource } = backend ?? {};
  if (service && resource) return [invalid(at, '', 'cannot set both resource and service backends')];
  if (resource) return referenceFaults(resource, `${at}.resource`);
  if (!service) return [invalid(at, '', 'resource or service backend is required')];
  const { name = '' } = service;
  const named = name === '' ? [required(`${at}.service.name`)] : [];
  const faults = name === '' ? [] : dnsLabelFaults(name);
  return [...named, ...faults.map((fault) => invalid(`${at}.service.name`, name, fault)), ...portFaults(service, at)];
}
