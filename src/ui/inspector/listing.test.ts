import { expect, test } from 'vitest';
import { Listing } from './listing.ts';

const listing = new Listing({
  text: '*nat\n-A KUBE-SVC-X -j KUBE-SEP-A\n-A KUBE-SEP-A -j DNAT --to-destination 10.244.1.2:8080\nCOMMIT',
  chains: 'nat \nnat KUBE-SVC-X\nnat KUBE-SEP-A',
  chainOf: Uint32Array.of(0, 1, 2, 0),
  origins: '\t\t\nService/default/web\tspec.ports[0]\t\nEndpointSlice/default/web-x\tendpoints[0]\tService/default/web',
  originOf: Uint32Array.of(0, 1, 2, 0),
});

test('every line has its chain and its origin', () => {
  expect([0, 1, 2, 3].map((line) => listing.isRule(line))).toEqual([false, true, true, false]);
  expect(listing.place(2)).toBe('nat KUBE-SEP-A');
  expect(listing.origin(2)).toEqual({
    object: 'EndpointSlice/default/web-x',
    field: 'endpoints[0]',
    service: 'Service/default/web',
  });
});

test('lines are found by their origin', () => {
  expect([...listing.withOrigin(({ service }) => service === 'Service/default/web')]).toEqual([2]);
  expect(listing.withOrigin(() => false).size).toBe(0);
});

test('lines are found by words, whatever their case and place', () => {
  expect(listing.linesWith('dnat sep-a')).toEqual([2]);
  expect(listing.linesWith('')).toEqual([0, 1, 2, 3]);
  expect(listing.linesWith('kube-svc-x nothing')).toEqual([]);
});
