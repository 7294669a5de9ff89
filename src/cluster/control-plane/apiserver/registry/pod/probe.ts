import type { Container, Probe } from '../../../../../api/index.ts';
import { type FieldError, forbidden, invalid, notSupported, required } from '../../field-errors.ts';
import { isPort, NOT_NEGATIVE, PORT_RANGE, portNameFaults } from '../../formats.ts';

/** The ways to probe, in the order in which the API server counts them. */
const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'] as const;

type Handlers = Partial<
  Record<
    (typeof HANDLERS)[number],
    { readonly port?: number | string; readonly scheme?: string; readonly command?: readonly string[] }
  >
>;

function portFaults(port: number | string | undefined, at: string): FieldError[] {
  if (typeof port === 'string') return portNameFaults(port).map((fault) => invalid(at, port, fault));
  return isPort(port ?? 0) ? [] : [invalid(at, port ?? 0, PORT_RANGE)];
}

function handlerFaults(probe: Probe, at: string): FieldError[] {
  const handlers = probe as Handlers;
  const given = HANDLERS.filter((name) => handlers[name] !== undefined);
  if (given.length === 0) return [required(at, 'must specify a handler type')];
  return given.flatMap((name, i) => {
    if (i > 0) return [forbidden(`${at}.${name}`, 'may not specify more than 1 handler type')];
    const { port, scheme, command } = handlers[name] ?? {};
    if (name === 'exec') return (command ?? []).length === 0 ? [required(`${at}.exec.command`)] : [];
    const errors = portFaults(port, `${at}.${name}.port`);
    const wrong = name === 'httpGet' && !['HTTP', 'HTTPS'].includes(scheme ?? '');
    return wrong ? [...errors, notSupported(`${at}.httpGet.scheme`, scheme, ['HTTP', 'HTTPS'])] : errors;
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
  const errors = handlerFaults(probe, at);
  for (const name of NUMBERS) {
    const value = probe[name] ?? 0;
    if (value < 0) errors.push(invalid(`${at}.${name}`, value, NOT_NEGATIVE));
  }
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
