import type { Container, Pod, Probe, Service } from '../../api/index.ts';
import type { Reader } from '../../cluster/control-plane/apiserver/index.ts';
import {
  probeReport,
  type Sandbox,
  serviceVariables,
  ticksOf,
  type Variable,
} from '../../cluster/node/kubelet/index.ts';
import type { World } from '../../cluster/world.ts';
import type { ContainerView, ProbeView, UntoldService } from '../protocol.ts';

function asks({ httpGet, tcpSocket, exec }: Probe): string {
  if (httpGet) return `GET ${httpGet.path ?? '/'} on port ${httpGet.port}`;
  if (tcpSocket) return `a connection to port ${tcpSocket.port}`;
  return exec ? `runs ${(exec.command ?? []).join(' ')}` : 'asks';
}

/** Where a container's checks stand: what runs of it, since when its worker ticks, and the present instant. */
interface Watching {
  readonly container: Sandbox['containers'][number] | undefined;
  readonly phase: number;
  readonly now: number;
}

function runOf(kind: ProbeView['kind'], spec: Probe, { container, phase, now }: Watching): ProbeView['run'] {
  const known = container?.state === 'running' ? container.probes[kind] : undefined;
  if (!known) return undefined;
  const { result, answer, inARow, last, next } = probeReport(known, ticksOf(spec, phase), now);
  const threshold = (answer.passes ? spec.successThreshold : spec.failureThreshold) ?? (answer.passes ? 1 : 3);
  const said = { holds: result, passes: answer.passes, answer: answer.passes ? '' : answer.says };
  return { ...said, inARow, threshold, ...(last !== undefined && { last }), next };
}

function probe(kind: ProbeView['kind'], spec: Probe | undefined, watching: Watching): ProbeView[] {
  if (!spec) return [];
  const run = runOf(kind, spec, watching);
  const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3, successThreshold = 1 } = spec;
  const says = [
    `${asks(spec)} every ${periodSeconds} s`,
    initialDelaySeconds > 0 ? `first after ${initialDelaySeconds} s` : '',
    `${failureThreshold} failures in a row count`,
    successThreshold > 1 ? `${successThreshold} passes in a row cure` : '',
  ];
  return [{ kind, says: says.filter(Boolean).join(', '), ...(run && { run }) }];
}

const probesOf = (
  { startupProbe, readinessProbe, livenessProbe }: Container,
  watching: Watching,
): readonly ProbeView[] => [
  ...probe('startup', startupProbe, watching),
  ...probe('readiness', readinessProbe, watching),
  ...probe('liveness', livenessProbe, watching),
];

/** Services of now that the container, whose variables were made when it started, does not know, or knows otherwise. */
function untold(env: readonly Variable[], now: ReadonlyMap<string, Variable>): readonly UntoldService[] {
  const has = new Map(env.map((variable) => [variable.name, variable]));
  const services = new Map<string, UntoldService>();
  for (const { name, value, origin } of now.values()) {
    const known = has.get(name);
    if (known !== undefined && (known.origin !== origin || known.value === value)) continue;
    const how = known === undefined ? 'missing' : 'other';
    const before = services.get(origin);
    services.set(origin, { service: origin, how, names: [...(before?.names ?? []), name] });
  }
  return [...services.values()];
}

/** What the kubelet gave a Pod's containers, and what it would give them now. */
export function containerViews(pod: Pod, world: World, read: Reader): readonly ContainerView[] {
  const sandbox = world.kubelets.sandboxes.get(pod.metadata.uid ?? '');
  const now = serviceVariables(pod, read.list<Service>('Service'));
  return pod.spec.containers.map((container) => {
    const { name, image = '' } = container;
    const status = pod.status?.containerStatuses?.find((one) => one.name === name);
    const state = status?.state?.running ? 'running' : (status?.state?.waiting?.reason ?? 'waiting');
    const run = sandbox?.containers.find((one) => one.name === name);
    const env = run && run.startedAt > 0 ? run.environment : undefined;
    const watching = { container: run, phase: sandbox?.createdAt ?? 0, now: world.now };
    return {
      name,
      image,
      state,
      restarts: status?.restartCount ?? 0,
      env: env ?? [],
      untold: env === undefined ? [] : untold(env, now),
      probes: probesOf(container, watching),
    };
  });
}
