import { type Client, PORTOLAN_API_VERSION } from '../../../../../api/index.ts';
import { type FieldError, invalid, required } from '../../field-errors.ts';
import { dnsSubdomainFaults } from '../../formats.ts';
import type { Strategy } from '../strategy.ts';

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

const REQUEST = /^(http|tcp):\/\/([A-Za-z0-9.-]{1,253})(?::(\d{1,5}))?(\/[^\s]*)?$/;

function requestFaults(request: string | undefined): FieldError[] {
  const field = 'spec.request';
  if (!request) return [required(field)];
  const [, scheme, , port] = REQUEST.exec(request) ?? [];
  if (!scheme)
    return [invalid(field, request, 'must be a URL such as http://web, http://10.96.0.7:8080/path or tcp://web:6379')];
  if (scheme === 'tcp' && port === undefined)
    return [invalid(field, request, 'must name a port, as in tcp://web:6379')];
  const number = Number(port ?? 80);
  return number >= 1 && number <= 65535 ? [] : [invalid(field, request, 'port must be between 1 and 65535, inclusive')];
}

/** The playground's own Clients, checked in the style of the API server. */
export const clientStrategy: Strategy<Client> = {
  kind: 'Client',
  apiVersion: PORTOLAN_API_VERSION,
  resource: 'clients.portolan.dev',
  namespaced: true,
  nameFaults: dnsSubdomainFaults,
  defaults(client) {
    client.spec = { every: '1s', timeout: '2s', ...client.spec };
  },
  validate(client) {
    const { from, request, every, timeout, times } = client.spec;
    const errors: FieldError[] = [];
    if (!from?.pod) errors.push(required('spec.from.pod'));
    errors.push(
      ...requestFaults(request),
      ...durationFaults(every, 'spec.every'),
      ...durationFaults(timeout, 'spec.timeout'),
    );
    if (times !== undefined && times < 1) errors.push(invalid('spec.times', times, 'must be greater than 0'));
    return errors;
  },
};
