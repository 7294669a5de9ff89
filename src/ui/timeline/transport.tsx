import type { ReactNode } from 'react';
import { playHead, SPEED_STOPS, showEvents, speedText, stopOf, useAt, usePlayHead, useStore } from '../store/index.ts';
import { Icon } from '../theme/index.ts';
import { clockText } from './clock.ts';

/** Back one hop, play or pause, on one hop. */
export function StepButtons(): ReactNode {
  const playing = usePlayHead((head) => head.playing);
  return (
    <span className="step-buttons">
      <button
        type="button"
        className="button quiet icon"
        aria-label="Back one hop"
        aria-keyshortcuts=","
        onClick={() => playHead.stepBack()}
      >
        <Icon name="stepBack" />
      </button>
      <button
        type="button"
        className="button primary icon"
        aria-label={playing ? 'Pause' : 'Play'}
        aria-keyshortcuts="Space"
        onClick={() => (playing ? playHead.pause() : playHead.play())}
      >
        <Icon name={playing ? 'pause' : 'play'} />
      </button>
      <button
        type="button"
        className="button quiet icon"
        aria-label="On one hop"
        aria-keyshortcuts="."
        onClick={() => playHead.stepForward()}
      >
        <Icon name="stepForward" />
      </button>
    </span>
  );
}

/** The instant that the page shows. */
export function Clock(): ReactNode {
  const text = useAt(clockText);
  return (
    <span className="clock" role="timer" aria-label="Time in the cluster">
      {text}
    </span>
  );
}

function Speed(): ReactNode {
  const speed = usePlayHead((head) => head.speed);
  return (
    <label className="speed">
      <span>
        speed <b className="mono">{speedText(speed)}</b>
      </span>
      <input
        type="range"
        min={0}
        max={SPEED_STOPS.length - 1}
        step={1}
        value={stopOf(speed)}
        aria-valuetext={`${speedText(speed)} of real time`}
        onChange={(event) => playHead.setSpeed(SPEED_STOPS[Number(event.target.value)] ?? speed)}
      />
    </label>
  );
}

/** Shown while the play-head stands in the past: says so, and leads back. */
export function BackToNow(): ReactNode {
  const past = useAt((now) => playHead.present() - now > 0.5);
  if (!past) return null;
  return (
    <button type="button" className="button back-to-now" aria-keyshortcuts="N" onClick={() => playHead.toPresent()}>
      <Icon name="toPresent" size={14} />
      Back to now
    </button>
  );
}

/** The row of controls over the lanes. */
export function Transport(): ReactNode {
  const eventsOpen = useStore((state) => state.panes.eventsOpen);
  return (
    <div className="transport">
      <StepButtons />
      <Clock />
      <Speed />
      <BackToNow />
      <span className="transport-rest" />
      <span className="transport-hint">
        <kbd className="kbd">.</kbd> one hop
      </span>
      <button type="button" className="button" aria-pressed={eventsOpen} onClick={() => showEvents(!eventsOpen)}>
        Events
      </button>
    </div>
  );
}
