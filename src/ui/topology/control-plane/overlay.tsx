import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { Instant } from '../../../worker/protocol.ts';
import { playHead, showControlPlane, useAt, useStore } from '../../store/index.ts';
import { Icon } from '../../theme/index.ts';
import { type Change, changesIn, newestChange } from './changes.ts';
import { Drawing } from './drawing.tsx';
import { stationsFor } from './stations.ts';
import { byWords, chainWords, lagWords, type Step, sawWords, seconds, stateOf, stepsOf, wroteWords } from './steps.ts';
import './control-plane.css';

function StepLine({
  step,
  now,
  goTo,
}: {
  readonly step: Step;
  readonly now: Instant;
  readonly goTo: (at: Instant) => void;
}): ReactNode {
  const state = stateOf(step, now);
  const at = step.events[0]?.at ?? 0;
  const saw = sawWords(step);
  return (
    <li className={state.replace(' ', '-')}>
      <button type="button" onClick={() => goTo(step.events.at(-1)?.at ?? at)} title={`Go to ${seconds(at)} s`}>
        <span className="cp-disc">{step.number}</span>
        <span className="mono">{seconds(at)}</span>
        <span className="cp-says">
          <b>{byWords(step)}</b> {wroteWords(step)}
          {saw !== '' && (
            <small>
              {saw}, {lagWords(step)}
            </small>
          )}
        </span>
      </button>
    </li>
  );
}

/** The name of a change in the list of them: when it began, and with what. */
function changeWords(change: Change): string {
  const [first] = stepsOf(change.events);
  return first === undefined ? change.id : `${seconds(change.events[0]?.at ?? 0)} s  ${first.by}: ${wroteWords(first)}`;
}

/** What the API server makes for itself as it starts travels nowhere. */
const isTold = ({ events }: Change): boolean => events.some(({ by }) => by !== 'kube-apiserver');

interface ChoiceProps {
  readonly changes: readonly Change[];
  readonly shown: Change;
  readonly choose: (id: string | undefined) => void;
  readonly follows: boolean;
}

function Choice({ changes, shown, choose, follows }: ChoiceProps): ReactNode {
  const at = changes.indexOf(shown);
  const to = (index: number) => () => choose(changes[index]?.id);
  return (
    <div className="cp-choice">
      <button
        type="button"
        className="button quiet icon"
        aria-label="The change before"
        disabled={at <= 0}
        onClick={to(at - 1)}
      >
        ‹
      </button>
      <select aria-label="Which change" value={shown.id} onChange={(event) => choose(event.target.value)}>
        {changes.map((change) => (
          <option key={change.id} value={change.id}>
            {changeWords(change)}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="button quiet icon"
        aria-label="The change after"
        disabled={at >= changes.length - 1}
        onClick={to(at + 1)}
      >
        ›
      </button>
      <button type="button" className="button quiet" aria-pressed={follows} onClick={() => choose(undefined)}>
        Newest
      </button>
    </div>
  );
}

/** The step that the play-head is at stays in sight. */
function useInSight(list: RefObject<HTMLOListElement | null>, made: number): void {
  useEffect(() => {
    const box = list.current;
    const line = box?.children[Math.max(0, made - 1)];
    if (!box || !(line instanceof HTMLElement)) return;
    const bottom = line.offsetTop + line.offsetHeight;
    if (line.offsetTop < box.scrollTop) box.scrollTo({ top: line.offsetTop });
    if (bottom > box.scrollTop + box.clientHeight) box.scrollTo({ top: bottom - box.clientHeight });
  }, [list, made]);
}

function Chain({
  steps,
  now,
  goTo,
}: {
  readonly steps: readonly Step[];
  readonly now: Instant;
  readonly goTo: (at: Instant) => void;
}): ReactNode {
  const list = useRef<HTMLOListElement>(null);
  useInSight(list, steps.filter((step) => stateOf(step, now) !== 'to come').length);
  return (
    <ol ref={list} className="cp-chain scroll" aria-label="The chain, step by step">
      {steps.map((step) => (
        <StepLine key={step.number} step={step} now={now} goTo={goTo} />
      ))}
    </ol>
  );
}

/** The machines of the cluster by name, as one text: the overlay wakes when one comes or goes. */
function useNodes(): readonly string[] {
  const names = useStore(({ things }) =>
    [...things.values()].flatMap((thing) => (thing.kind === 'node' ? [thing.name] : [])).join('\n'),
  );
  return useMemo(() => (names === '' ? [] : names.split('\n')), [names]);
}

/** The chosen change, or the newest one at the play-head: of the selected thing, if anything happened to it. */
function useChange(changes: readonly Change[], now: Instant, chosen: string | undefined): Change | undefined {
  const selected = useStore(({ selection }) => (selection?.of === 'thing' ? selection.id : undefined));
  return changes.find(({ id }) => id === chosen) ?? newestChange(changes, now, selected);
}

/** Puts the focus into the overlay when a person opens it, and back where it was when it closes. */
function useFocusWithin(overlay: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    overlay.current?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [overlay]);
}

function Overlay(): ReactNode {
  const overlay = useRef<HTMLElement>(null);
  useFocusWithin(overlay);
  const events = useStore((state) => state.events);
  const nodes = useNodes();
  const now = useAt((at) => at);
  const [chosen, choose] = useState<string>();
  const changes = useMemo(() => changesIn(events).filter(isTold), [events]);
  const begun = useMemo(
    () => changes.filter((change) => (change.events[0]?.at ?? 0) <= now || change.id === chosen),
    [changes, now, chosen],
  );
  const change = useChange(changes, now, chosen);
  const steps = useMemo(() => stepsOf(change?.events ?? []), [change]);
  const places = useMemo(() => stationsFor(steps, nodes), [steps, nodes]);
  const goTo = (at: Instant): void => {
    choose(change?.id);
    playHead.pause();
    playHead.seek(at);
  };
  const made = steps.filter((step) => stateOf(step, now) !== 'to come');
  return (
    <section ref={overlay} className="control-plane" aria-label="Control plane" tabIndex={-1}>
      <header>
        <h2>How a change travels</h2>
        {change !== undefined && (
          <Choice changes={begun} shown={change} choose={choose} follows={chosen === undefined} />
        )}
        <button
          type="button"
          className="button quiet icon"
          aria-label="Close the control plane"
          title="Close (O or Esc)"
          onClick={() => showControlPlane(false)}
        >
          <Icon name="cross" />
        </button>
      </header>
      <p className="cp-line" aria-live="off">
        {made.length === 0 ? 'Nothing has been written yet.' : chainWords(made)}
      </p>
      <div className="cp-body">
        <figure>
          <Drawing steps={steps} places={places} now={now} />
          <figcaption>
            <span className="cp-key watch" /> watches <span className="cp-key write" /> writes
            {places.more > 0 && <span>, {places.more} more machines do the same</span>}
          </figcaption>
        </figure>
        <Chain steps={steps} now={now} goTo={goTo} />
      </div>
    </section>
  );
}

/** The control plane over the chart (key O): how one change travels through the API server, who had watched what and wrote what, in virtual time. */
export function ControlPlane(): ReactNode {
  const shown = useStore((state) => state.panes.controlPlane);
  const cluster = useStore((state) => state.lesson);
  return shown ? <Overlay key={cluster?.folder} /> : null;
}
