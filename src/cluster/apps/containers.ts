import {
  type Container,
  LIVENESS_ANNOTATION,
  type LifecycleHandler,
  type Pod,
  type Probe,
  READINESS_ANNOTATION,
} from '../../api/index.ts';
import { endOf, ignoresSigterm, scriptOf, wordsOf } from './command.ts';
import { pullFault } from './images.ts';
import { answerDelay, listensOn } from './listening.ts';

/** Virtual ms that a program takes to stop when it is told to. */
const STOP = 220;

/** Virtual ms that an init container or a hook takes whose command says nothing else. */
const WORK = 100;

type Kind = 'startup' | 'readiness' | 'liveness';

const FAILING: Readonly<Record<Kind, string | undefined>> = {
  readiness: READINESS_ANNOTATION,
  liveness: LIVENESS_ANNOTATION,
  startup: undefined,
};

/** Whether the Pod's annotation makes its programs fail this kind of check. */
function isFailed({ metadata }: Pod, kind: Kind): boolean {
  const annotation = FAILING[kind];
  return annotation !== undefined && metadata.annotations?.[annotation] === 'fail';
}

/** When and how a container's program ends by itself; undefined: it runs until it is stopped. */
function course(
  container: Container,
  init: boolean,
): { readonly after: number; readonly exitCode: number } | undefined {
  const words = wordsOf(container);
  const end = words.length === 0 ? 'unknown' : endOf(scriptOf(words));
  if (end === 'never') return undefined;
  if (end === 'unknown') return init ? { after: WORK, exitCode: 0 } : undefined;
  return end;
}

function hookTakes({ sleep, exec }: LifecycleHandler): number {
  if (sleep) return sleep.seconds * 1000;
  const end = endOf(scriptOf(exec?.command ?? []));
  return typeof end === 'object' ? Math.max(end.after, WORK) : WORK;
}

/** A command that says so, or a request to a port where nobody listens; of any other command we take it that it works. */
function hookFails(pod: Pod, container: Container, { exec, httpGet }: LifecycleHandler): boolean {
  if (httpGet) {
    return !listensOn(pod, container, 'TCP', portNumber(container, httpGet.port), pod.status?.podIP ?? '');
  }
  const end = endOf(scriptOf(exec?.command ?? []));
  return typeof end === 'object' && end.exitCode !== 0;
}

/** The number of a port that a probe names. */
function portNumber({ ports = [] }: Container, port: number | string): number {
  return typeof port === 'number' ? port : (ports.find(({ name }) => name === port)?.containerPort ?? 0);
}

interface Answer {
  readonly passes: boolean;
  readonly says: string;
  readonly takes: number;
}

const pass: Answer = { passes: true, says: '', takes: 0 };
const fail = (says: string, takes = 0): Answer => ({ passes: false, says, takes });

/** A program behind a port: does it take connections, is it in time, and what does it say of itself. */
function probePort(pod: Pod, container: Container, kind: Kind, probe: Probe, stopping: boolean): Answer {
  const port = portNumber(container, probe.httpGet?.port ?? probe.tcpSocket?.port ?? probe.grpc?.port ?? 0);
  const ip = pod.status?.podIP ?? '';
  const [at, timeout, delay] = [`${ip}:${port}`, (probe.timeoutSeconds ?? 1) * 1000, answerDelay(pod)];
  const { scheme = 'HTTP', path = '/' } = probe.httpGet ?? {};
  const url = `Get "${scheme.toLowerCase()}://${at}${path.startsWith('/') ? '' : '/'}${path}"`;
  const refused = `dial tcp ${at}: connect: connection refused`;
  const closed = stopping || !listensOn(pod, container, 'TCP', port, ip);
  if (probe.tcpSocket) return closed || isFailed(pod, kind) ? fail(refused) : pass;
  if (probe.grpc) {
    if (closed || delay >= timeout)
      return fail(
        `timeout: failed to connect service "${at}" within ${timeout / 1000}s: context deadline exceeded`,
        timeout,
      );
    return isFailed(pod, kind)
      ? fail('service unhealthy (responded with "NOT_SERVING")', delay)
      : { ...pass, takes: delay };
  }
  if (closed) return fail(`${url}: ${refused}`);
  if (delay >= timeout)
    return fail(`${url}: context deadline exceeded (Client.Timeout exceeded while awaiting headers)`, timeout);
  return isFailed(pod, kind) ? fail('HTTP probe failed with statuscode: 503', delay) : { ...pass, takes: delay };
}

function probeExec(pod: Pod, kind: Kind, { exec, timeoutSeconds = 1 }: Probe): Answer {
  const words = exec?.command ?? [];
  const end = endOf(scriptOf(words));
  const [after, exitCode] = typeof end === 'object' ? [end.after, end.exitCode] : [0, 0];
  if (after >= timeoutSeconds * 1000) {
    const says = `command timed out: "${words.join(' ')}" timed out after ${timeoutSeconds}s`;
    return fail(says, timeoutSeconds * 1000);
  }
  return exitCode !== 0 || isFailed(pod, kind) ? fail('', after) : { ...pass, takes: after };
}

/** What the programs of the containers do, as a kubelet gets to know it through its container runtime. */
export const containerPrograms = {
  pullFault,
  course,
  hookTakes,
  hookFails,
  stopsAfter: (container: Container): number | undefined => (ignoresSigterm(wordsOf(container)) ? undefined : STOP),
  probe: (pod: Pod, container: Container, kind: Kind, probe: Probe, stopping: boolean): Answer =>
    probe.exec ? probeExec(pod, kind, probe) : probePort(pod, container, kind, probe, stopping),
  isReadyUnasked: (pod: Pod): boolean => !isFailed(pod, 'readiness'),
};
