import type { Container, ContainerPort, PodSpec } from '../../../../../api/index.ts';
import { duplicate, type FieldError, invalid, notSupported, required } from '../../field-errors.ts';
import { dnsLabelFaults, isPort, PORT_RANGE, portNameFaults } from '../../formats.ts';
import { dnsConfigFaults, dnsPolicyFaults } from './dns.ts';
import { envFaults } from './env.ts';
import { probesFaults } from './probe.ts';

function portFaults(port: ContainerPort, at: string, names: Set<string>): FieldError[] {
  const errors: FieldError[] = [];
  if (port.name !== undefined && port.name !== '') {
    const faults = portNameFaults(port.name);
    errors.push(...faults.map((fault) => invalid(`${at}.name`, port.name, fault)));
    if (faults.length === 0 && names.has(port.name)) errors.push(duplicate(`${at}.name`, port.name));
    names.add(port.name);
  }
  if (port.containerPort === undefined || port.containerPort === 0) errors.push(required(`${at}.containerPort`));
  else if (!isPort(port.containerPort)) errors.push(invalid(`${at}.containerPort`, port.containerPort, PORT_RANGE));
  if (port.hostPort !== undefined && port.hostPort !== 0 && !isPort(port.hostPort)) {
    errors.push(invalid(`${at}.hostPort`, port.hostPort, PORT_RANGE));
  }
  if (!['TCP', 'UDP', 'SCTP'].includes(port.protocol ?? '')) {
    errors.push(notSupported(`${at}.protocol`, port.protocol ?? '', ['SCTP', 'TCP', 'UDP']));
  }
  return errors;
}

function containerFaults(container: Container, at: string, names: Set<string>): FieldError[] {
  const errors: FieldError[] = [];
  const pull = (container as { imagePullPolicy?: string }).imagePullPolicy ?? 'IfNotPresent';
  const portNames = new Set<string>();
  if (!container.name) errors.push(required(`${at}.name`));
  else errors.push(...dnsLabelFaults(container.name).map((fault) => invalid(`${at}.name`, container.name, fault)));
  if (!container.image) errors.push(required(`${at}.image`));
  (container.ports ?? []).forEach((port, i) => errors.push(...portFaults(port, `${at}.ports[${i}]`, portNames)));
  errors.push(...envFaults(container, at));
  if (!['Always', 'IfNotPresent', 'Never'].includes(pull)) {
    errors.push(notSupported(`${at}.imagePullPolicy`, pull, ['Always', 'IfNotPresent', 'Never']));
  }
  if (container.name && names.has(container.name)) errors.push(duplicate(`${at}.name`, container.name));
  names.add(container.name);
  return [...errors, ...probesFaults(container, at)];
}

/** Faults of a Pod's spec at `at` (`spec` or `spec.template.spec`). Models pkg/apis/core/validation ValidatePodSpec (v1.36), as far as discovery goes. */
export function podSpecFaults(spec: PodSpec, at: string): FieldError[] {
  const errors: FieldError[] = [];
  const names = new Set<string>();
  if (spec.containers.length === 0) errors.push(required(`${at}.containers`));
  spec.containers.forEach((container, i) =>
    errors.push(...containerFaults(container, `${at}.containers[${i}]`, names)),
  );
  (spec.initContainers ?? []).forEach((container, i) =>
    errors.push(...containerFaults(container, `${at}.initContainers[${i}]`, names)),
  );
  if (!['Always', 'OnFailure', 'Never'].includes(spec.restartPolicy ?? '')) {
    errors.push(notSupported(`${at}.restartPolicy`, spec.restartPolicy, ['Always', 'OnFailure', 'Never']));
  }
  return [...errors, ...dnsPolicyFaults(spec, at), ...dnsConfigFaults(spec, at)];
}
