import type { Thing } from '../../../worker/protocol.ts';

function partOf(thing: Thing): string {
  switch (thing.kind) {
    case 'client':
      return `${thing.where} ${thing.sends.length}`;
    case 'service':
      return `${thing.ports.length} ${thing.mismatch !== undefined}`;
    case 'rules':
      return `${thing.service} ${thing.node} ${thing.portName} ${thing.rungs.length} ${thing.alsoOn.join(' ')}`;
    case 'pod':
      return `${thing.node} ${thing.owner} ${thing.services.join(' ')}`;
    case 'node':
      return thing.name;
    case 'nodeport':
      return `${thing.service} ${thing.ports.length} ${thing.doors.map(({ node }) => node).join(' ')}`;
    case 'balancer':
      return `${thing.service} ${thing.state} ${thing.doors.map(({ node }) => node).join(' ')}`;
    case 'alias':
      return thing.service;
    case 'firewall':
    case 'external':
    case 'dns':
    case 'more':
      return '';
  }
}

/** All of the things that decides where they stand, as one text: while it stays the same, so does the layout. */
export function signatureOf(things: Iterable<Thing>): string {
  return [...things].map((thing) => `${thing.kind} ${thing.id} ${partOf(thing)}`).join('\n');
}

function wirePartOf(thing: Thing): string {
  switch (thing.kind) {
    case 'client':
      return `${thing.where} ${thing.node} ${thing.hostNetwork} ${thing.sends.length}`;
    case 'dns':
      return thing.pods.map(({ id, node }) => `${id} ${node}`).join(' ');
    case 'pod':
      return `${thing.node} ${thing.owner} ${thing.hostNetwork}`;
    case 'node':
      return thing.holes.map(({ port, protocol, made }) => `${protocol} ${port} ${made}`).join(' ');
    case 'balancer':
      return `${thing.doors.length}`;
    case 'rules':
      return `${thing.node} ${thing.alsoOn.join(' ')}`;
    default:
      return '';
  }
}

/** As `signatureOf`, for the Wire lens, on which a Service has no place of its own. */
export function wireSignature(things: Iterable<Thing>): string {
  return [...things].map((thing) => `${thing.kind} ${thing.id} ${wirePartOf(thing)}`).join('\n');
}
