import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef } from 'react';
import { playHead, select, store, useAt } from '../store/index.ts';
import { clockText } from './clock.ts';
import { conversationAt, drawLanes, instantAt, type Plan, type Scene, xOf } from './drawing.ts';
import type { Lane } from './lanes.ts';
import { readPalette } from './palette.ts';
import { follow, glide, lengthFor, type Span } from './span.ts';

/** A pointer that moves less than this (CSS px) has clicked, not dragged. */
const CLICK = 3;

const sceneNow = (): Scene => {
  const { conversations, events, selection } = store.getState();
  return {
    conversations: conversations.values(),
    events,
    head: playHead.now(),
    present: playHead.present(),
    selected: selection?.of === 'conversation' ? selection.id : undefined,
  };
};

/** Sizes the canvas to its place in device pixels. */
function fit(canvas: HTMLCanvasElement): { readonly width: number; readonly height: number } {
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  const scale = window.devicePixelRatio;
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
  }
  canvas.getContext('2d')?.setTransform(scale, 0, 0, scale, 0, 0);
  return { width, height };
}

/** The lanes' stretch of time, kept outside React: it moves with the frames. */
class LaneSpan {
  #span: Span = { from: 0, length: lengthFor(playHead.speed) };
  #goal: Span = this.#span;
  #last = performance.now();
  held = false;

  next(): Span {
    const real = performance.now();
    const passed = Math.min(100, real - this.#last);
    this.#last = real;
    if (!this.held) this.#goal = follow(this.#goal, playHead.now(), lengthFor(playHead.speed));
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#span = still ? this.#goal : glide(this.#span, this.#goal, passed);
    return this.#span;
  }
}

/** Calls back when another theme has been put on the page: its tokens are there in the next frame. */
function onTheme(changed: () => void): () => void {
  return store.subscribe((now, before) => {
    if (now.theme !== before.theme) requestAnimationFrame(changed);
  });
}

/** Draws the lanes on every frame and gives the plan of the last one. */
function useDrawing(lanes: readonly Lane[], laneHeight: number) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const plan = useRef<Plan>(undefined);
  const span = useRef<LaneSpan>(undefined);
  span.current ??= new LaneSpan();
  useEffect(() => {
    let palette = readPalette();
    const draw = (): void => {
      const context = canvas.current?.getContext('2d');
      if (!canvas.current || !context || !span.current) return;
      plan.current = { ...fit(canvas.current), laneHeight, lanes, span: span.current.next() };
      drawLanes(context, palette, plan.current, sceneNow());
      if (head.current) head.current.style.transform = `translateX(${xOf(plan.current, playHead.now())}px)`;
    };
    const offFrame = playHead.onFrame(draw);
    const offTheme = onTheme(() => {
      palette = readPalette();
    });
    return () => {
      offFrame();
      offTheme();
    };
  }, [lanes, laneHeight]);
  return { canvas, head, plan, span };
}

/** Drag to scrub, click a bar to open its conversation. */
function useScrub({ canvas, plan, span }: ReturnType<typeof useDrawing>) {
  const drag = useRef<{ readonly x: number; readonly resume: boolean; moved: boolean } | undefined>(undefined);
  const xIn = (event: PointerEvent): number => event.clientX - (canvas.current?.getBoundingClientRect().left ?? 0);
  const yIn = (event: PointerEvent): number => event.clientY - (canvas.current?.getBoundingClientRect().top ?? 0);
  const scrubTo = (event: PointerEvent): void => {
    if (plan.current) playHead.seek(instantAt(plan.current, xIn(event)));
  };
  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, resume: playHead.playing, moved: false };
  };
  const onPointerMove = (event: PointerEvent): void => {
    const held = drag.current;
    if (held === undefined || (!held.moved && Math.abs(event.clientX - held.x) < CLICK)) return;
    if (!held.moved && held.resume) playHead.pause();
    held.moved = true;
    if (span.current) span.current.held = true;
    scrubTo(event);
  };
  const onPointerUp = (event: PointerEvent): void => {
    const held = drag.current;
    drag.current = undefined;
    if (span.current) span.current.held = false;
    if (held === undefined || plan.current === undefined) return;
    if (held.moved) {
      if (held.resume) playHead.play();
      return;
    }
    const id = conversationAt(plan.current, sceneNow(), xIn(event), yIn(event));
    if (id === undefined) scrubTo(event);
    else select({ of: 'conversation', id });
  };
  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp };
}

/** How far an arrow key moves the play-head: in hundredths of the lanes' length. */
const KEY_STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, PageDown: -10, PageUp: 10 };

function onHeadKey(event: KeyboardEvent): void {
  const step = KEY_STEPS[event.key];
  if (step !== undefined) playHead.seek(playHead.now() + (step / 100) * lengthFor(playHead.speed));
  else if (event.key === 'Home') playHead.seek(0);
  else if (event.key === 'End') playHead.toPresent();
  else return;
  event.preventDefault();
}

function Head({ of }: { readonly of: React.RefObject<HTMLDivElement | null> }): ReactNode {
  const now = useAt((at) => Math.round(at));
  return (
    <div
      ref={of}
      className="play-head"
      role="slider"
      tabIndex={0}
      aria-label="Play-head"
      aria-valuemin={0}
      aria-valuemax={Math.max(now, Math.round(playHead.present()))}
      aria-valuenow={now}
      aria-valuetext={clockText(now)}
      onKeyDown={onHeadKey}
    />
  );
}

/** The lanes themselves: one canvas, and the play-head over it. */
export function LaneCanvas({ lanes, laneHeight }: { readonly lanes: readonly Lane[]; readonly laneHeight: number }): ReactNode {
  const drawing = useDrawing(lanes, laneHeight);
  const scrub = useScrub(drawing);
  return (
    <div className="lane-ground" {...scrub}>
      <canvas ref={drawing.canvas} className="lane-canvas" aria-hidden="true" />
      <Head of={drawing.head} />
    </div>
  );
}
