import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Endpoint, EndpointSlice } from '../../../../api/index.ts';
import { MOST_ENDPOINTS, type PortSet, type SliceChanges, sliceChanges } from './reconcile-slices.ts';

const PORTS = [8080, 9090].map((port) => [{ name: '', protocol: 'TCP' as const, port }]);

const endpoint = (id: number, ready: boolean): Endpoint => ({
  addresses: [`10.244.${id >> 8}.${id & 255}`],
  conditions: { ready },
  targetRef: { kind: 'Pod', name: `web-${id}`, uid: `uid-${id}` },
});

/** Which Pods there are, which port each serves and whether it is ready. */
const pods = fc.uniqueArray(fc.record({ id: fc.nat(320), port: fc.nat(1), ready: fc.boolean() }), {
  selector: ({ id }) => id,
  maxLength: 320,
});

function setsOf(all: readonly { id: number; port: number; ready: boolean }[]): PortSet[] {
  return PORTS.map((ports, i) => ({
    ports,
    endpoints: all.filter(({ port }) => port === i).map(({ id, ready }) => endpoint(id, ready)),
  })).filter(({ endpoints }) => endpoints.length > 0);
}

let names = 0;

function applied(present: readonly EndpointSlice[], { create, update, remove }: SliceChanges): EndpointSlice[] {
  const rewritten = new Map(update.map(({ slice, ports, endpoints }) => [slice, { ...slice, ports, endpoints }]));
  const kept = present.filter((slice) => !remove.includes(slice)).map((slice) => rewritten.get(slice) ?? slice);
  const made = create.map(({ ports, endpoints }): EndpointSlice => {
    const metadata = { name: `web-${names++}` };
    return {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata,
      addressType: 'IPv4',
      ports,
      endpoints,
    };
  });
  return [...kept, ...made];
}

test('after any history the slices hold exactly the wanted endpoints, none is overfull, and another look changes nothing', () => {
  fc.assert(
    fc.property(fc.array(pods, { minLength: 1, maxLength: 4 }), (history) => {
      let slices: EndpointSlice[] = [];
      for (const step of history) {
        const sets = setsOf(step);
        slices = applied(slices, sliceChanges(sets, slices));
        const held = slices.flatMap((slice) =>
          (slice.endpoints ?? []).map((one) => `${slice.ports?.[0]?.port} ${JSON.stringify(one)}`),
        );
        const wanted = sets.flatMap((set) =>
          set.endpoints.map((one) => `${set.ports[0]?.port} ${JSON.stringify(one)}`),
        );
        expect(held.sort()).toEqual(wanted.sort());
        expect(slices.length).toBeGreaterThan(0);
        for (const slice of slices) expect(slice.endpoints?.length).toBeLessThanOrEqual(MOST_ENDPOINTS);
        expect(sliceChanges(sets, slices)).toEqual({ create: [], update: [], remove: [] });
      }
    }),
    { numRuns: 40 },
  );
});

test('one changed Pod of a thousand rewrites one slice', () => {
  const all = Array.from({ length: 1000 }, (_, id) => ({ id, port: 0, ready: true }));
  const slices = applied([], sliceChanges(setsOf(all), []));
  const changed = all.map((pod) => (pod.id === 512 ? { ...pod, ready: false } : pod));
  const changes = sliceChanges(setsOf(changed), slices);
  expect([changes.create.length, changes.update.length, changes.remove.length]).toEqual([0, 1, 0]);
});
