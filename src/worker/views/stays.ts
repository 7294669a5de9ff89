import type { Walk } from '../../cluster/network/index.ts';
import type { Device, Place, Stay } from '../protocol.ts';

type StepPlace = Walk['steps'][number]['place'];

/** What is no machine of the cluster, by the names that the network gives it. */
const DEVICES: readonly (readonly [RegExp, Device])[] = [
  [/^Router$/, 'router'],
  [/^Firewall\b/, 'firewall'],
  [/^(Balancer|LoadBalancer)\b|^Service\//, 'balancer'],
  [/^ExternalHost\//, 'external'],
  [/^Internet\//, 'internet'],
];

function deviceAt(name: string): Place | undefined {
  const device = DEVICES.find(([pattern]) => pattern.test(name))?.[1];
  return device && { at: 'device', device, name };
}

function placeOf(place: StepPlace): Place {
  switch (place.at) {
    case 'socket':
      if (place.host.startsWith('Pod/')) return { at: 'pod', pod: place.host };
      return deviceAt(place.host) ?? { at: 'host', node: place.host };
    case 'kernel':
      return deviceAt(place.node) ?? { at: 'hook', node: place.node, hook: place.hook };
    case 'wire':
      return { at: 'wire', from: place.from, to: place.to };
  }
}

/** Where a packet really was, from its sender to its end: a stay per step of its walk. */
export function staysOf({ steps }: Walk): readonly Stay[] {
  return steps.map(({ place, from, to }) => ({ place: placeOf(place), from, to }));
}
