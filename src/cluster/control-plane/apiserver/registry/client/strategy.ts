import { type Client, type ClientSource, PORTOLAN_API_VERSION } from '../../../../../api/index.ts';
import { type FieldError, invalid, notSupported, required } from '../../field-errors.ts';
import { dnsSubdomainFaults } from '../../formats.ts';
import { IP_SENTENCE, isIP } from '../../ip-address.ts';
import type { Strategy } from '../strategy.ts';
import { requestFaults } from './request.ts';

const DURATION = /^(\d+(?:\.\d+)?)(ms|s|m)$/;
const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/** The shortest time between two requests: a Client is a person's loop, not a load test. */
const SHORTEST = 50;

/** A duration such as `500ms`, `2s` or `1m` in milliseconds, or undefined when it is none. */
export function milliseconds(duration: string): number | undefined {
  const [, amount, unit] = DURATION.exec(duration) ?? [];
  return amount === undefined || unit === undefined ? undefined : Number(amount) * (UNITS[unit] ?? 0);
}

function durationFaults(value: string | undefined, field: string): FieldError[] {
  if (value === undefined) return [];
  const length = milliseconds(value);
  if (length === undefined) return [invalid(field, value, 'must be a duration such as 500ms or 2s')];
  return length < SHORTEST ? [invalid(field, value, `must be at least ${SHORTEST}ms`)] : [];
}

function sourceFaults(from: ClientSource | undefined): FieldError[] {
  const at = 'spec.from';
  const given = (['pod', 'node', 'address'] as const).filter((name) => from?.[name] !== undefined);
  if (given.length === 0) return [required(at, 'must specify one of: `pod`, `node` or `address`')];
  if (given.length > 1) return [invalid(at, '', 'may not have more than one field specified at a time')];
  const { address, pod, node } = from ?? {};
  if (address !== undefined) return isIP(address) ? [] : [invalid(`${at}.address`, address, IP_SENTENCE)];
  const [field, name] = pod === undefined ? [`${at}.node`, node ?? ''] : [`${at}.pod`, pod];
  return dnsSubdomainFaults(name).map((fault) => invalid(field, name, fault));
}

const CONNECTIONS = ['Fresh', 'KeepAlive'];

/** The playground's own Clients, checked in the style of the API server. */
export const clientStrategy: Strategy<Client> = {
  kind: 'Client',
  apiVersion: PORTOLAN_API_VERSION,
  resource: 'clients.portolan.dev',
  namespaced: true,
  nameFaults: dnsSubdomainFaults,
  defaults(client) {
    client.spec = { every: '1s', timeout: '2s', connection: 'Fresh', ...client.spec };
  },
  validate({ spec: { from, request, every, timeout, times, connection = 'Fresh' } }) {
    return [
      ...sourceFaults(from),
      ...requestFaults(request, 'spec.request'),
      ...durationFaults(every, 'spec.every'),
      ...durationFaults(timeout, 'spec.timeout'),
      ...(times !== undefined && times < 1 ? [invalid('spec.times', times, 'must be greater than 0')] : []),
      ...(CONNECTIONS.includes(connection) ? [] : [notSupported('spec.connection', connection, CONNECTIONS)]),
    ];
  },
};
