import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ApiObject } from '../../api/index.ts';
import { hostOutside, nothingOutside, type Surroundings, withObject } from './surroundings.ts';

const address = fc.constantFrom('198.51.100.53', '198.51.100.54', '203.0.113.10', 'fd00:51::7');
const addresses = fc.uniqueArray(address, { maxLength: 2 });
const number = fc.integer({ min: 1, max: 3 });

const host = fc.record({ number, addresses, names: fc.subarray(['erp.example.org', 'ntp.example.org.']) });
const balanced = fc.record({ number, external: addresses, ingress: addresses, proxy: fc.boolean() });
const caller = fc.record({ number, from: address });

/** An object of the surroundings. */
const object: fc.Arbitrary<ApiObject> = fc.oneof(
  host.map(({ number: n, ...spec }) => outside('ExternalHost', `host-${n}`, { ...spec, ports: [{ port: 443 }] })),
  caller.map(({ number: n, from }) => outside('Client', `client-${n}`, { from: { address: from }, request: 'ping a' })),
  number.map((n) => outside('Firewall', `firewall-${n}`, { allow: [] })),
  balanced.map(({ number: n, external, ingress, proxy }) => ({
    ...outside('Service', `service-${n}`, { type: 'LoadBalancer', externalIPs: external, ports: [] }),
    status: { loadBalancer: { ingress: ingress.map((ip) => ({ ip, ipMode: proxy ? 'Proxy' : 'VIP' })) } },
  })),
);

function outside(kind: string, name: string, spec: unknown): ApiObject {
  return { apiVersion: 'v1', kind, metadata: { namespace: 'default', name }, spec } as ApiObject;
}

const keyOf = ({ kind, metadata }: ApiObject): string => `${kind}/${metadata.name}`;

const shown = (around: Surroundings) =>
  Object.fromEntries(Object.entries(around).map(([part, map]) => [part, [...map.entries()]]));

it('is after any changes what it would be when made at once, also where several want one address', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ object, gone: fc.boolean() }), { maxLength: 12 }), (changes) => {
      let around = nothingOutside;
      const objects = new Map<string, ApiObject>();
      for (const { object: made, gone } of changes) {
        const after = gone ? undefined : made;
        around = withObject(around, objects.get(keyOf(made)), after);
        if (after) objects.set(keyOf(made), after);
        else objects.delete(keyOf(made));
      }
      const atOnce = [...objects.values()].reduce((all, one) => withObject(all, undefined, one), nothingOutside);
      expect(shown(around)).toEqual(shown(atOnce));
      for (const ip of ['198.51.100.53', '203.0.113.10']) expect(hostOutside(around, ip)).toBe(hostOutside(atOnce, ip));
    }),
  );
});
