import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cloud, namespacedName, PORTOLAN_API_VERSION, type Service } from '../../../api/index.ts';
import { randomFrom } from '../../../sim/index.ts';
import { bootstrap, Session } from '../apiserver/index.ts';
import { emptySnapshot, Indexes } from '../etcd/index.ts';
import { cloudController } from './index.ts';

type Wish = Partial<Service['spec']>;

/** An API server, the provider, and Services that it looks at in the order of their names. */
class Provider {
  readonly client = new Session(emptySnapshot, new Indexes(), { random: randomFrom(3), now: 0 });

  constructor(cloud?: Cloud['spec']) {
    bootstrap(this.client);
    if (cloud) this.cloud(cloud);
  }

  cloud(spec: Cloud['spec']): this {
    const cloud: Cloud = { apiVersion: PORTOLAN_API_VERSION, kind: 'Cloud', metadata: { name: 'cloud' }, spec };
    const known = this.client.get<Cloud>('Cloud', '', 'cloud');
    expect((known ? this.client.update(cloud) : this.client.create(cloud)).ok).toBe(true);
    return this;
  }

  service(name: string, spec: Wish = {}): this {
    const known = this.client.get<Service>('Service', 'default', name);
    const ports = [{ protocol: 'TCP' as const, port: 80, targetPort: 80 }];
    const service = {
      ...(known ?? { apiVersion: 'v1', kind: 'Service' as const, metadata: { name, namespace: 'default' } }),
      spec: { type: 'LoadBalancer' as const, ports, ...known?.spec, ...spec },
    };
    expect((known ? this.client.update<Service>(service) : this.client.create<Service>(service)).ok).toBe(true);
    return this;
  }

  look(): this {
    for (const one of this.client.list<Service>('Service'))
      cloudController.reconcile(namespacedName(one), this.client, 0);
    return this;
  }

  ingress(name: string) {
    return this.client.get<Service>('Service', 'default', name)?.status?.loadBalancer?.ingress;
  }
}

test('without a Cloud a Service of type LoadBalancer is pending for ever', () => {
  expect(new Provider().service('web').look().ingress('web')).toBeUndefined();
});

test('with a Cloud it gets an address of the pool, a virtual one or a proxy’s, and loses it with its type', () => {
  const provider = new Provider({ addressPool: '198.51.100.8/30' }).service('web').look();
  const [first] = provider.ingress('web') ?? [];
  expect(['198.51.100.9', '198.51.100.10']).toContain(first?.ip);
  expect(first?.ipMode).toBe('VIP');
  provider.cloud({ addressPool: '198.51.100.8/30', source: 'Replaced' }).look();
  expect(provider.ingress('web')).toEqual([{ ip: first?.ip, ipMode: 'Proxy' }]);
  expect(provider.service('web', { type: 'ClusterIP' }).look().ingress('web')).toBeUndefined();
});

test('a wish is met unless the Cloud ignores wishes or another Service has the address', () => {
  const wish = { loadBalancerIP: '198.51.100.77' };
  const provider = new Provider({}).service('a', wish).service('b', wish).look();
  expect(provider.ingress('a')?.[0]?.ip).toBe('198.51.100.77');
  expect(provider.ingress('b')).toBeUndefined();
  const ignoring = new Provider({ loadBalancerIP: 'Ignored' }).service('a', wish).look();
  expect(ignoring.ingress('a')?.[0]?.ip).toMatch(/^198\.51\.100\.(129|1[3-9]\d|2\d\d)$/);
});

test('a class of load balancer that is not the provider’s is left alone', () => {
  expect(new Provider({}).service('web', { loadBalancerClass: 'example.org/x' }).look().ingress('web')).toBeUndefined();
});

test('looking twice is looking once, and no two Services share an address', () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(names, (all) => {
      const provider = new Provider({ addressPool: '198.51.100.0/29' });
      for (const name of all) provider.service(name);
      provider.look();
      const changes = provider.client.changes.length;
      expect(provider.look().client.changes.length).toBe(changes);
      const ips = all.flatMap((name) => provider.ingress(name) ?? []).map(({ ip }) => ip);
      expect(new Set(ips).size).toBe(Math.min(6, all.length));
    }),
  );
});
