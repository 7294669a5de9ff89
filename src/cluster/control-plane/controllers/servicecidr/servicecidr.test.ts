import { expect, test } from 'vitest';
import type { Service, ServiceCIDR } from '../../../../api/index.ts';
import { Cluster } from '../../../cluster.ts';

/** A cluster in which ranges and Services come and go. */
class Playground {
  readonly cluster = new Cluster(1);
  private now = 0;

  wait(seconds: number): this {
    this.now += seconds * 1000;
    this.cluster.advance(this.now);
    return this;
  }

  add(name: string, ...cidrs: string[]): this {
    const object: ServiceCIDR = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'ServiceCIDR',
      metadata: { name },
      spec: { cidrs },
    };
    this.cluster.write('you', (session) => session.create(object));
    return this;
  }

  /** What the server says of a Service that asks for this address, or the address that it has. */
  service(name: string, clusterIP?: string): string {
    let answer = '';
    this.cluster.write('you', (session) => {
      const result = session.create<Service>({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name },
        spec: {
          type: 'ClusterIP',
          ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
          ...(clusterIP && { clusterIP }),
        },
      });
      answer = result.ok
        ? (result.value.spec.clusterIP ?? '')
        : (result.status.causes?.[0]?.message ?? result.status.message);
    });
    return answer;
  }

  remove(kind: string, namespace: string, name: string): this {
    this.cluster.write('you', (session) => void session.delete(kind, namespace, name));
    return this;
  }

  range(name: string): ServiceCIDR | undefined {
    return this.cluster.reader.get<ServiceCIDR>('ServiceCIDR', '', name);
  }

  ready(name: string): string | undefined {
    return this.range(name)?.status?.conditions?.find(({ type }) => type === 'Ready')?.status;
  }
}

test('the default range is there and ready from the start', () => {
  const playground = new Playground();
  expect(playground.range('kubernetes')?.spec.cidrs).toEqual(['10.96.0.0/12']);
  expect(playground.ready('kubernetes')).toBe('True');
});

test('an address can be asked for as soon as a range has it', () => {
  const playground = new Playground();
  const asked = '10.0.171.239';
  expect(playground.service('early', asked)).toContain('the provided network does not match the current range');
  playground.add('book', '10.0.171.0/24').wait(1);
  expect(playground.ready('book')).toBe('True');
  expect(playground.service('chosen', asked)).toBe(asked);
  expect(playground.service('late', asked)).toContain('provided IP is already allocated');
  expect(playground.service('network', '10.0.171.0')).toContain('does not match');
  expect(playground.service('broadcast', '10.0.171.255')).toContain('does not match');
});

test('a range stays as long as a Service needs it, and gives out nothing meanwhile', () => {
  const playground = new Playground().add('book', '10.0.171.0/24').wait(1);
  playground.service('chosen', '10.0.171.239');
  playground.remove('ServiceCIDR', '', 'book').wait(20);
  expect(playground.ready('book')).toBe('False');
  expect(playground.service('late', '10.0.171.7')).toContain('does not match');
  playground.remove('Service', 'default', 'chosen').wait(1);
  expect(playground.range('book')).toBeUndefined();
});

test('a range inside another one is let go, after a while', () => {
  const playground = new Playground().add('inner', '10.96.1.0/24').wait(1);
  playground.service('chosen', '10.96.1.7');
  playground.remove('ServiceCIDR', '', 'inner').wait(5);
  expect(playground.range('inner')).toBeDefined();
  expect(playground.wait(6).range('inner')).toBeUndefined();
});

test('once the default range is full, addresses come from the next', () => {
  const playground = new Playground().add('small', '172.30.0.0/30').wait(1);
  playground.remove('ServiceCIDR', '', 'kubernetes').wait(1);
  expect([playground.service('a'), playground.service('b')].sort()).toEqual(['172.30.0.1', '172.30.0.2']);
  expect(playground.service('c')).toContain('failed to allocate a serviceIP: range is full');
});
