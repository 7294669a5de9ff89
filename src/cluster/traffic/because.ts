import { objectKey, type Pod, type Service, splitKey } from '../../api/index.ts';
import type { Reader } from '../control-plane/apiserver/index.ts';
import type { Packet, RuleRef } from '../network/index.ts';
import type { ConversationRecord, FlightRecord } from '../world.ts';
import { whyNoEndpoints, whyRefused } from './because-endpoints.ts';

/** Why a request came out as it did, in the reader's words, with the one line of YAML to blame where there is one. */
export interface Because {
  /** Who or what decided. */
  readonly by: string;
  readonly because: string;
  readonly blame?: { readonly object: string; readonly field: string };
  readonly fix?: string;
}

type Ending = FlightRecord['walk']['end'];

/** The way that ended the request: the last one that did not reach its receiver. */
function lastEnding({ flights }: ConversationRecord): Ending | undefined {
  return flights.findLast(({ walk }) => walk.end.end !== 'delivered')?.walk.end;
}

const requestOfClient = ({ client }: ConversationRecord) => ({ object: client, field: 'spec.request' });

function serviceBy(read: Reader, key: string): Service | undefined {
  const { kind, namespace, name } = splitKey(key);
  return kind === 'Service' ? read.get<Service>('Service', namespace, name) : undefined;
}

/** The Service and port index whose rule a conversation's packets took last, if any. */
function taken({ flights }: ConversationRecord): { readonly object: string; readonly port: number } | undefined {
  const origins = flights.flatMap(({ walk }) => walk.steps.flatMap(({ readings }) => readings));
  const found = origins.findLast(({ taken: was, origin }) => was && origin.object.startsWith('Service/'));
  const port = Number(/spec\.ports\[(\d+)\]/.exec(found?.origin.field ?? '')?.[1] ?? 0);
  return found && { object: found.origin.object, port };
}

function rejected(record: ConversationRecord, read: Reader): Because | undefined {
  const end = lastEnding(record);
  if (end?.end !== 'rejected' || !end.rule) return undefined;
  const service = serviceBy(read, end.rule.origin.object);
  const told = service && whyNoEndpoints(service, read);
  return told && { by: `a rule on ${end.machine}`, ...told };
}

function refused(record: ConversationRecord, read: Reader): Because | undefined {
  const reset = record.flights.findLast(({ walk }) => walk.packet.flags?.includes('RST'));
  const place = reset?.walk.steps[0]?.place;
  if (!reset || place?.at !== 'socket' || !place.host.startsWith('Pod/')) return undefined;
  const { namespace, name } = splitKey(place.host);
  const pod = read.get<Pod>('Pod', namespace, name);
  const used = taken(record);
  const service = used && serviceBy(read, used.object);
  return pod && { by: name, ...whyRefused(pod, reset.walk.packet.source.port, service, used?.port ?? 0) };
}

/** A rule that drops: the field that wrote it says why. */
function droppedBy(rule: RuleRef, machine: string): Because {
  const { origin } = rule;
  const { name } = splitKey(origin.object);
  const by = `a rule on ${machine}`;
  if (origin.field.startsWith('spec.loadBalancerSourceRanges'))
    return {
      by,
      because: `${machine} drops it: the caller’s address is in none of the source ranges of Service ${name}`,
      blame: { object: origin.object, field: 'spec.loadBalancerSourceRanges' },
      fix: 'add the caller’s range to loadBalancerSourceRanges',
    };
  if (origin.field.includes('TrafficPolicy') || rule.text.includes('no local endpoints'))
    return {
      by,
      because: `${machine} drops it: Service ${name} only uses endpoints of the same node, and ${machine} has none`,
      blame: {
        object: origin.object,
        field: origin.field.includes('internal') ? 'spec.internalTrafficPolicy' : 'spec.externalTrafficPolicy',
      },
      fix: 'Cluster instead of Local lets every node use every endpoint',
    };
  return { by, because: `${machine} drops it without a word, by the rule ${rule.text}`, blame: origin };
}

function firewallDrops(packet: Packet, why: string, read: Reader): Because {
  const [firewall] = read.list('Firewall');
  const { protocol, destination } = packet;
  const port = protocol === 'icmp' ? '' : `, ports: ["${destination.port}"]`;
  return {
    by: 'the firewall',
    because: `${why}, so the caller hears nothing`,
    ...(firewall && { blame: { object: objectKey('Firewall', '', firewall.metadata.name), field: 'spec.allow' } }),
    fix: `- {protocol: ${protocol.toUpperCase()}${port}}`,
  };
}

/** What is wrong with the address itself: a virtual address that no rule takes a packet for. */
function wrongAddress(record: ConversationRecord, read: Reader): Because | undefined {
  const { target, request } = record.program;
  const service = read.list<Service>('Service').find(({ spec }) => target && spec.clusterIPs?.includes(target.ip));
  if (!service || !target) return undefined;
  const { name } = service.metadata;
  if (record.caller.startsWith('Internet/'))
    return {
      by: 'nobody',
      because: `${target.ip} is a cluster IP: it exists only in the rules of the cluster’s own nodes, and the router has no route to it`,
      blame: requestOfClient(record),
      fix: 'call a node port or a load balancer',
    };
  const ports = (service.spec.ports ?? []).map(({ port }) => port);
  if (request.scheme === 'ping')
    return {
      by: 'nobody',
      because: `${target.ip} is the cluster IP of ${name}: no machine has it, and the rules only know its ports ${ports.join(', ')}`,
    };
  if (ports.includes(target.port)) return undefined;
  return {
    by: 'nobody',
    because: `Service ${name} has no port ${target.port}; it has ${ports.join(', ')}, and no rule takes anything else`,
    blame: requestOfClient(record),
    fix: `port ${ports[0] ?? ''}`,
  };
}

function timedOut(record: ConversationRecord, read: Reader): Because | undefined {
  const end = lastEnding(record);
  const wrong = record.outcome?.while === 'resolving' ? undefined : wrongAddress(record, read);
  if (wrong) return wrong;
  if (end?.end !== 'dropped' || end.place.at !== 'kernel') return undefined;
  const { node } = end.place;
  const flight = record.flights.findLast(({ walk }) => walk.end === end);
  if (node === 'Firewall' && flight) return firewallDrops(flight.walk.packet, end.why, read);
  return end.rule && droppedBy(end.rule, node);
}

function noSuchName(record: ConversationRecord, read: Reader): Because | undefined {
  const [wanted = ''] = record.program.request.host.split('.');
  const elsewhere = read.list<Service>('Service').find(({ metadata }) => metadata.name === wanted);
  if (!elsewhere) return undefined;
  const namespace = elsewhere.metadata.namespace ?? '';
  return {
    by: 'the name server',
    because: `there is a Service ${wanted}, but in namespace ${namespace}; the name asked for leads elsewhere`,
    blame: requestOfClient(record),
    fix: `${wanted}.${namespace}${record.program.request.scheme === 'dig' ? '.svc.cluster.local' : ''}`,
  };
}

/** Why a request came out so, looked up at the moment when it did; undefined where nothing more can be said than the word. */
export function becauseOf(record: ConversationRecord, read: Reader): Because | undefined {
  switch (record.outcome?.word) {
    case 'rejected':
      return rejected(record, read) ?? wrongAddress(record, read);
    case 'refused':
      return refused(record, read);
    case 'timed out':
      return timedOut(record, read);
    case 'no such name':
      return noSuchName(record, read);
    case 'no such variable':
      return {
        by: 'the shell',
        because: `the caller has no variable ${record.outcome.missing ?? ''}: a container only knows the Services that existed when it started`,
        blame: requestOfClient(record),
      };
    default:
      return undefined;
  }
}
