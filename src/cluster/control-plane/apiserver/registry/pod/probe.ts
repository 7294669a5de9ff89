import type { Container, Probe } from '../../../../../api/index.ts';
import { type FieldError, forbidden, invalid, notSupported, required } from '../../field-errors.ts';
import { isPort, NOT_NEGATIVE, PORT_RANGE, portNameFaults } from '../../formats.ts';

/** The ways to probe, in the order in which the API server counts them. */
const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const;

const HEADER_NAME = /^[-A-Za-z0-9]+$/;
const HEADER_SENTENCE =
  "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')";

type Handlers = Partial<
  Record<
    (typeof HANDLERS)[number],
    {
      readonly port?: number | string;
      readonly scheme?: string;
      readonly command?: readonly string[];
      readonly path?: string;
      readonly seconds?: number;
      readonly httpHeaders?: readonly { readonly name?: string }[];
    }
  >
>;

function portFaults(port: number | string | undefined, at: string): FieldError[] {
  if (typeof port === 'string') return portNameFaults(port).map((fault) => invalid(at, port, fault));
  return isPort(port ?? 0) ? [] : [invalid(at, port ?? 0, PORT_RANGE)];
}

type Handler = NonNullable<Handlers[(typeof HANDLERS)[number]]>;

function httpFaults({ path = '', port, scheme = '', httpHeaders = [] }: Handler, at: string): FieldError[] {
  return [
    ...(path === '' ? [required(`${at}.path`)] : []),
    ...portFaults(port, `${at}.port`),
    ...(['HTTP', 'HTTPS'].includes(scheme) ? [] : [notSupported(`${at}.scheme`, scheme, ['HTTP', 'HTTPS'])]),
    ...httpHeaders.flatMap(({ name = '' }) =>
      HEADER_NAME.test(name) ? [] : [invalid(`${at}.httpHeaders`, name, HEADER_SENTENCE)],
    ),
  ];
}

function sleepFaults({ seconds = 0 }: Handler, at: string, grace: number): FieldError[] {
  if (seconds >= 0 && seconds <= grace) return [];
  const sentence = `must be non-negative and less than terminationGracePeriodSeconds (${grace})`;
  return [invalid(at, seconds, sentence)];
}

/** `grace` is for how long the Pod may take to stop, in seconds. */
function handlerFaults(handlers: Handlers, at: string, grace: number): FieldError[] {
  const given = HANDLERS.filter((name) => handlers[name] !== undefined);
  if (given.length === 0) return [required(at, 'must specify a handler type')];
  return given.flatMap((name, i) => {
    const path = `${at}.${name}`;
    if (i > 0) return [forbidden(path, 'may not specify more than 1 handler type')];
    const handler = handlers[name] ?? {};
    if (name === 'exec') return (handler.command ?? []).length === 0 ? [required(`${path}.command`)] : [];
    if (name === 'httpGet') return httpFaults(handler, path);
    return name === 'sleep' ? sleepFaults(handler, path, grace) : portFaults(handler.port, `${path}.port`);
  });
}

/** Faults of what a container does after its start and before its end. Models pkg/apis/core/validation validateLifecycle (v1.36). */
export function lifecycleFaults({ lifecycle }: Container, at: string, grace: number): FieldError[] {
  return (['postStart', 'preStop'] as const).flatMap((moment) => {
    const handler = lifecycle?.[moment];
    return handler ? handlerFaults(handler as Handlers, `${at}.${moment}`, grace) : [];
  });
}

const NUMBERS = [
  'initialDelaySeconds',
  'timeoutSeconds',
  'periodSeconds',
  'successThreshold',
  'failureThreshold',
] as const;

function probeFaults(probe: Probe, at: string, once: boolean): FieldError[] {
  const errors = handlerFaults(probe as Handlers, at, 0);
  for (const name of NUMBERS) {
    const value = probe[name] ?? 0;
    if (value < 0) errors.push(invalid(`${at}.${name}`, value, NOT_NEGATIVE));
  }
  const grace = probe.terminationGracePeriodSeconds;
  if (grace !== undefined && grace <= 0)
    errors.push(invalid(`${at}.terminationGracePeriodSeconds`, grace, 'must be greater than 0'));
  if (!once && grace !== undefined)
    errors.push(invalid(`${at}.terminationGracePeriodSeconds`, grace, 'must not be set for readinessProbes'));
  const successes = probe.successThreshold ?? 1;
  return once && successes !== 1 ? [...errors, invalid(`${at}.successThreshold`, successes, 'must be 1')] : errors;
}

/** Faults of a container's probes; those that restart it must be content with one success. Models validateProbe (v1.36). */
export function probesFaults({ livenessProbe, readinessProbe, startupProbe }: Container, at: string): FieldError[] {
  return [
    ...(livenessProbe ? probeFaults(livenessProbe, `${at}.livenessProbe`, true) : []),
    ...(readinessProbe ? probeFaults(readinessProbe, `${at}.readinessProbe`, false) : []),
    ...(startupProbe ? probeFaults(startupProbe, `${at}.startupProbe`, true) : []),
  ];
}
