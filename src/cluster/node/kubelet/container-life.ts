import type { Container, LifecycleHandler, Pod, Probe } from '../../../api/index.ts';
import { goDuration, nextBackOff, waitsUntil } from './back-off.ts';
import { type ContainerRun, comesBack, containerOf, type Exit, isStarted } from './container-run.ts';
import {
  answeredProbe,
  begunProbe,
  nextProbeInstant,
  type ProbeRun,
  settledProbe,
  ticksOf,
  tippingInstant,
} from './probe-run.ts';
import type { ContainerRuntime, ProbeAnswer, ProbeKind } from './runtime.ts';
import type { PodEvent } from './state.ts';

/** Virtual ms from a container's end to its next start when nothing holds it back. */
const RESTART = 40;

/** A container is given two seconds to stop even when its preStop hook has used its grace period up. */
const LEAST_GRACE = 2000;

const KINDS = ['startup', 'liveness', 'readiness'] as const;
const TITLES = { startup: 'Startup', liveness: 'Liveness', readiness: 'Readiness' } as const;

const specOf = (container: Container, kind: ProbeKind): Probe | undefined => container[`${kind}Probe`];

/** What a kubelet does to the containers of one Pod at one instant. Each method gives the container as it is then. */
export class ContainerLife {
  readonly events: PodEvent[] = [];

  constructor(
    private readonly pod: Pod,
    private readonly runtime: ContainerRuntime,
    private readonly now: number,
    /** Since when the Pod's health checks tick. */
    private readonly phase: number,
  ) {}

  /** Reports something of the Pod, or of one of its containers. */
  note(type: PodEvent['type'], reason: string, message: string, run?: ContainerRun): void {
    this.events.push({ at: this.now, type, reason, message, ...(run && { container: run.name }) });
  }

  /** The container runs from now on, with these variables. */
  started(run: ContainerRun, environment: ContainerRun['environment']): ContainerRun {
    const container = containerOf(this.pod, run);
    const course = this.runtime.course(container, run.role === 'init');
    this.note('Normal', 'Started', 'Container started', run);
    const ending = course && { at: this.now + course.after, exitCode: course.exitCode };
    const running: ContainerRun = { ...this.running(run), environment, ...(ending && { ending }) };
    return this.looked(this.withProbes(running, container.startupProbe ? ['startup'] : ['liveness', 'readiness']));
  }

  /** Its postStart hook runs; while it does nobody calls the container started. A hook that fails leaves time to stop it again. */
  hooking(run: ContainerRun, hook: LifecycleHandler): ContainerRun {
    const container = containerOf(this.pod, run);
    const grace = (this.pod.spec.terminationGracePeriodSeconds ?? 30) * 1000;
    const fails = this.runtime.hookFails(this.pod, container, hook);
    const stop = fails ? Math.min(this.runtime.stopsAfter(container) ?? grace, grace) : 0;
    return { ...run, hooked: true, due: this.now + this.runtime.hookTakes(hook) + stop };
  }

  /** Its postStart hook is over: it has started, or it was stopped. Models kuberuntime startContainer step 4 (v1.36). */
  hooked(run: ContainerRun): ContainerRun {
    const container = containerOf(this.pod, run);
    const { postStart } = container.lifecycle ?? {};
    if (!postStart || !this.runtime.hookFails(this.pod, container, postStart))
      return this.started(run, run.environment);
    this.note('Normal', 'Started', 'Container started', run);
    this.note('Warning', 'FailedPostStartHook', 'PostStartHook failed', run);
    this.note('Normal', 'Killing', 'FailedPostStartHook', run);
    const exitCode = this.runtime.stopsAfter(container) === undefined ? 137 : 0;
    return this.ended({ ...this.running(run), ending: { at: this.now, exitCode } });
  }

  /** A container that starts now; one that ended before has been restarted. */
  private running(run: ContainerRun): ContainerRun {
    const { due: _due, ending: _ending, hooked: _hooked, exit, ...rest } = run;
    return {
      ...rest,
      state: 'running',
      reason: '',
      message: '',
      startedAt: this.now,
      image: containerOf(this.pod, run).image ?? '',
      pulls: 0,
      ...(exit && { last: exit, restarts: run.restarts + 1 }),
      probes: {},
    };
  }

  /** Everything that is due has happened: it may have ended, its health checks have been answered. */
  looked(run: ContainerRun): ContainerRun {
    if (run.state !== 'running') return run;
    if (run.ending && run.ending.at <= this.now) return this.ended(run);
    const changed = containerOf(this.pod, run).image !== run.image && run.ending?.sigtermAt === undefined;
    if (changed) return this.told(run, `Container ${run.name} definition changed, will be restarted`);
    return this.probed(run);
  }

  /** When something about it changes by itself. */
  next(run: ContainerRun): number | undefined {
    const container = containerOf(this.pod, run);
    const probes = KINDS.map((kind) => {
      const [probe, spec] = [run.probes[kind], specOf(container, kind)];
      return run.state === 'running' && probe && spec
        ? nextProbeInstant(probe, spec, ticksOf(spec, this.phase))
        : undefined;
    });
    const instants = [run.due, run.state === 'running' ? run.ending?.at : undefined, ...probes];
    const left = instants.filter((at) => at !== undefined);
    return left.length > 0 ? Math.min(...left) : undefined;
  }

  /** It is told to stop: its preStop hook, SIGTERM, and SIGKILL when its grace is over. */
  stopping(run: ContainerRun, graceSeconds: number): ContainerRun {
    if (run.state !== 'running' || run.ending?.sigtermAt !== undefined) return run;
    const container = containerOf(this.pod, run);
    const { preStop } = container.lifecycle ?? {};
    const grace = graceSeconds * 1000;
    const hook = preStop && grace > 0 ? Math.min(this.runtime.hookTakes(preStop), grace) : 0;
    if (preStop && grace > 0 && this.runtime.hookFails(this.pod, container, preStop))
      this.note('Warning', 'FailedPreStopHook', 'PreStopHook failed', run);
    const left = grace === 0 ? 0 : Math.max(grace - hook, LEAST_GRACE);
    const takes = this.runtime.stopsAfter(container);
    const graceful = takes !== undefined && takes <= left;
    const sigtermAt = this.now + hook;
    const ending = { at: sigtermAt + (graceful ? takes : left), exitCode: graceful ? 0 : 137, sigtermAt };
    const own = run.ending && run.ending.at <= ending.at ? { ...run.ending, sigtermAt } : ending;
    const { startup: _startup, liveness: _liveness, ...probes } = run.probes;
    return { ...run, ending: own, probes };
  }

  private told(run: ContainerRun, why: string, grace?: number): ContainerRun {
    this.note('Normal', 'Killing', why, run);
    return this.stopping(run, grace ?? this.pod.spec.terminationGracePeriodSeconds ?? 30);
  }

  /** It has ended; whether and when it comes back is decided here. */
  private ended(run: ContainerRun): ContainerRun {
    const { ending, ...rest } = run;
    const { exitCode = 0 } = ending ?? {};
    const exit: Exit = {
      exitCode,
      reason: exitCode === 0 ? 'Completed' : 'Error',
      startedAt: run.startedAt,
      finishedAt: this.now,
    };
    const exited: ContainerRun = { ...rest, state: 'exited', exit, probes: {} };
    if (this.pod.metadata.deletionTimestamp !== undefined || !comesBack(exited, this.pod)) return exited;
    // A container that the kubelet itself stopped is started in the same breath: what counts is its end before this one.
    const killed = ending?.sigtermAt !== undefined;
    const ended = killed ? run.last?.finishedAt : this.now;
    const wait = ended === undefined ? undefined : waitsUntil(run.backOff, ended, this.now);
    if (wait !== undefined) return this.backingOff(exited);
    const backOff = ended === undefined ? run.backOff : nextBackOff(run.backOff, ended, this.now);
    return { ...exited, due: this.now + RESTART, ...(backOff && { backOff }) };
  }

  private backingOff(exited: ContainerRun): ContainerRun {
    const { name, namespace, uid } = this.pod.metadata;
    const pod = `${name}_${namespace}(${uid})`;
    const delay = exited.backOff?.delay ?? 0;
    this.note('Warning', 'BackOff', `Back-off restarting failed container ${exited.name} in pod ${pod}`, exited);
    const message = `back-off ${goDuration(delay)} restarting failed container=${exited.name} pod=${pod}`;
    const backOff = nextBackOff(exited.backOff, this.now, this.now + delay);
    return { ...exited, state: 'waiting', reason: 'CrashLoopBackOff', message, due: this.now + delay, backOff };
  }

  private answer(run: ContainerRun, kind: ProbeKind, spec: Probe): ProbeAnswer {
    const stopping = run.ending?.sigtermAt !== undefined && run.ending.sigtermAt <= this.now;
    return this.runtime.probe(this.pod, containerOf(this.pod, run), kind, spec, stopping);
  }

  private withProbes(run: ContainerRun, kinds: readonly ProbeKind[]): ContainerRun {
    const container = containerOf(this.pod, run);
    const begun = kinds.flatMap((kind): [ProbeKind, ProbeRun][] => {
      const spec = specOf(container, kind);
      if (!spec) return [];
      const since = { startedAt: run.startedAt, open: this.now };
      return [[kind, begunProbe(kind, spec, ticksOf(spec, this.phase), since, this.answer(run, kind, spec))]];
    });
    return { ...run, probes: { ...run.probes, ...Object.fromEntries(begun) } };
  }

  /** Its health checks, run by run until now. The first passed startup check opens the others; a failed one restarts it. */
  private probed(run: ContainerRun): ContainerRun {
    const wasStarted = isStarted(run);
    let next = run;
    for (const kind of KINDS) next = this.asked(next, kind);
    if (!wasStarted && isStarted(next)) {
      next = this.withProbes(next, ['liveness', 'readiness']);
      next = this.asked(this.asked(next, 'liveness'), 'readiness');
    }
    return this.killedIfUnhealthy(run, next);
  }

  private asked(run: ContainerRun, kind: ProbeKind): ContainerRun {
    const [probe, spec] = [run.probes[kind], specOf(containerOf(this.pod, run), kind)];
    if (!probe || !spec || (kind === 'startup' && probe.result)) return run;
    const ticks = ticksOf(spec, this.phase);
    const settled = this.toldFailure(settledProbe(probe, spec, ticks, this.now), run);
    const answered = answeredProbe(settled, this.answer(run, kind, spec), ticks, this.now);
    const next = this.toldFailure(settledProbe(answered, spec, ticks, this.now), run);
    return next === probe ? run : { ...run, probes: { ...run.probes, [kind]: next } };
  }

  private toldFailure(probe: ProbeRun, run: ContainerRun): ProbeRun {
    const failed = !probe.answer.passes && probe.from + probe.answer.takes <= this.now;
    if (!failed || probe.told) return probe;
    this.note('Warning', 'Unhealthy', `${TITLES[probe.kind]} probe failed: ${probe.answer.says}`, run);
    return { ...probe, told: true };
  }

  private killedIfUnhealthy(before: ContainerRun, run: ContainerRun): ContainerRun {
    const container = containerOf(this.pod, run);
    const { liveness, startup } = run.probes;
    const dead = liveness && !liveness.result && before.probes.liveness?.result !== false;
    if (dead) {
      const why = `Container ${run.name} failed liveness probe, will be restarted`;
      return this.told(run, why, container.livenessProbe?.terminationGracePeriodSeconds);
    }
    const spec = container.startupProbe;
    if (!startup || !spec || startup.result || startup.answer.passes) return run;
    const at = tippingInstant(startup, spec, ticksOf(spec, this.phase));
    if (at === undefined || at > this.now) return run;
    const why = `Container ${run.name} failed startup probe, will be restarted`;
    return this.told(run, why, spec.terminationGracePeriodSeconds);
  }
}
