import { describe, expect, it } from 'vitest';
import type { Container, Pod, PodSpec } from '../../../api/index.ts';
import { expanded } from './expansion.ts';
import { fieldValue } from './field-ref.ts';
import { resourceValue } from './resource-field-ref.ts';

const ALLOCATABLE = { cpu: '3500m', memory: '8Gi', 'ephemeral-storage': '10Gi' };
const main: Container = {
  name: 'main',
  image: 'web',
  resources: { limits: { cpu: '1500m' }, requests: { memory: '100M' } },
};
const setup: Container = { name: 'setup', image: 'web' };

function pod(spec: Partial<PodSpec> = {}, ips: readonly string[] = []): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'till', namespace: 'shop', annotations: { "a/b'c": 'x' } },
    spec: { containers: [main], initContainers: [setup], ...spec },
    status: { podIPs: ips.map((ip) => ({ ip })) },
  };
}

describe('a resourceFieldRef', () => {
  const read = (own: Container, resource: string, divisor?: string, containerName?: string): string =>
    resourceValue(
      pod(),
      own,
      { resource, ...(divisor !== undefined && { divisor }), ...(containerName !== undefined && { containerName }) },
      ALLOCATABLE,
    );

  it('is rounded up to whole divisors', () => {
    expect(read(main, 'limits.cpu')).toBe('2');
    expect(read(main, 'limits.cpu', '1m')).toBe('1500');
    expect(read(main, 'requests.memory', '1Mi')).toBe('96');
    expect(read(main, 'requests.memory', '0')).toBe('100000000');
  });

  it('of a limit that nobody set is all that the machine has for Pods; of a request it is nothing', () => {
    expect(read(main, 'limits.memory', '1Gi')).toBe('8');
    expect(read(setup, 'limits.cpu', '1m')).toBe('3500');
    expect(read(main, 'limits.hugepages-2Mi')).toBe('0');
    expect(read(setup, 'requests.cpu')).toBe('0');
  });

  it('by name of an init container knows no bounds of the machine', () => {
    expect(read(main, 'limits.cpu', '1m', 'setup')).toBe('0');
    expect(read(setup, 'limits.cpu', '1m', 'main')).toBe('1500');
  });
});

describe('a fieldRef', () => {
  it('names the address of the machine’s first family first, of a machine without one IPv4', () => {
    const both = pod({}, ['fd00::5', '10.244.0.5']);
    expect(fieldValue(both, 'status.podIPs', [])).toBe('10.244.0.5,fd00::5');
    expect(fieldValue(both, 'status.podIP', ['fd00::11', '192.168.50.11'])).toBe('fd00::5');
  });

  it('finds an annotation under any key, and nothing under one that is not there', () => {
    expect(fieldValue(pod(), "metadata.annotations['a/b'c']", [])).toBe('x');
    expect(fieldValue(pod(), "metadata.labels['none']", [])).toBe('');
  });
});

it('a reference without an end, without a name or with a doubled sign stays as Kubernetes leaves it', () => {
  const known = (name: string): string | undefined => ({ A: 'a', B: '$(A)' })[name];
  const cases = ['$(A)$(B)', '$$(A)', '$$$(A)', '$(A', '$()', '$A$', '$(none) $( A )', '$($(A))'];
  expect(cases.map((text) => expanded(text, known))).toEqual([
    'a$(A)',
    '$(A)',
    '$a',
    '$(A',
    '$()',
    '$A$',
    '$(none) $( A )',
    '$($(A))',
  ]);
});
