import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { playHead, useAt } from '../store/index.ts';
import { clockText } from './clock.ts';
import { LaneSpan } from './lane-span.ts';
import { LaneView } from './lane-view.ts';
import type { Lane } from './lanes.ts';
import { lengthFor } from './span.ts';

/** How far a key moves the play-head: in hundredths of the lanes' length. */
const KEY_STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowDown: -1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
};

function onHeadKey(event: KeyboardEvent): void {
  const step = KEY_STEPS[event.key];
  if (step !== undefined) playHead.seek(playHead.now() + (step / 100) * lengthFor(playHead.speed));
  else if (event.key === 'Home') playHead.seek(0);
  else if (event.key === 'End') playHead.toPresent();
  else return;
  event.preventDefault();
}

function Head({ place }: { readonly place: RefObject<HTMLDivElement | null> }): ReactNode {
  const now = useAt((at) => Math.round(at));
  const present = useAt(() => Math.round(playHead.present()));
  return (
    <div
      ref={place}
      className="play-head"
      role="slider"
      tabIndex={0}
      aria-label="Play-head"
      aria-valuemin={0}
      aria-valuemax={present}
      aria-valuenow={now}
      aria-valuetext={clockText(now)}
      onKeyDown={onHeadKey}
    />
  );
}

/** The lanes themselves: one canvas, and the play-head over it. Nothing here is rendered per frame. */
export function LaneCanvas({
  lanes,
  laneHeight,
}: {
  readonly lanes: readonly Lane[];
  readonly laneHeight: number;
}): ReactNode {
  const ground = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const [span] = useState(() => new LaneSpan());
  useEffect(() => {
    if (!ground.current || !canvas.current || !head.current) return undefined;
    const stand = { ground: ground.current, canvas: canvas.current, head: head.current };
    return new LaneView(stand, span, lanes, laneHeight).start();
  }, [span, lanes, laneHeight]);
  return (
    <div ref={ground} className="lane-ground">
      <canvas ref={canvas} className="lane-canvas" role="img" aria-label="When each conversation did what" />
      <Head place={head} />
    </div>
  );
}
