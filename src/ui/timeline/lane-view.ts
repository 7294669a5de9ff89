import { playHead, select, store } from '../store/index.ts';
import { conversationAt, drawLanes, instantAt, type Plan, type Scene, xOf } from './drawing.ts';
import type { LaneSpan } from './lane-span.ts';
import type { Lane } from './lanes.ts';
import { type Palette, readPalette } from './palette.ts';

/** A pointer that moves less than this (CSS px) has clicked, not dragged. */
const CLICK = 3;

interface Drag {
  readonly x: number;
  /** It played when the drag began, and plays on after it. */
  readonly resume: boolean;
  readonly moved: boolean;
}

/** What the lanes stand on: the ground that takes the pointer, the canvas, and the play-head over it. */
export interface Stand {
  readonly ground: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly head: HTMLElement;
}

function sceneNow(): Scene {
  const { conversations, events, selection } = store.getState();
  return {
    conversations: conversations.values(),
    events,
    head: playHead.now(),
    present: playHead.present(),
    selected: selection?.of === 'conversation' ? selection.id : undefined,
  };
}

/** Draws the lanes on every frame; drag to scrub, click a bar to open its conversation. */
export class LaneView {
  readonly #stand: Stand;
  readonly #span: LaneSpan;
  readonly #lanes: readonly Lane[];
  readonly #laneHeight: number;
  #palette: Palette = readPalette();
  #plan: Plan | undefined;
  /** Size of the canvas in CSS px, as the browser last said: to ask for it in a frame would have the page laid out there and then. */
  #size = { width: 0, height: 0 };
  #drag: Drag | undefined;

  constructor(stand: Stand, span: LaneSpan, lanes: readonly Lane[], laneHeight: number) {
    this.#stand = stand;
    this.#span = span;
    this.#lanes = lanes;
    this.#laneHeight = laneHeight;
  }

  /** Starts to draw and to listen; the returned function stops both. */
  start(): () => void {
    const { ground } = this.#stand;
    const stops = new AbortController();
    ground.addEventListener('pointerdown', this.#down, stops);
    ground.addEventListener('pointermove', this.#move, stops);
    ground.addEventListener('pointerup', this.#up, stops);
    ground.addEventListener('pointercancel', this.#up, stops);
    const sizes = new ResizeObserver(([entry]) => {
      if (entry) this.#size = { width: entry.contentRect.width, height: entry.contentRect.height };
    });
    sizes.observe(this.#stand.canvas);
    const offFrame = playHead.onFrame(this.#draw);
    const offTheme = store.subscribe((now, before) => {
      // Another theme is put on the page in the same turn; its tokens are there in the next frame.
      if (now.theme !== before.theme) requestAnimationFrame(this.#repaint);
    });
    return () => {
      stops.abort();
      sizes.disconnect();
      offFrame();
      offTheme();
    };
  }

  readonly #repaint = (): void => {
    this.#palette = readPalette();
  };

  readonly #draw = (): void => {
    const { canvas, head } = this.#stand;
    const context = canvas.getContext('2d');
    if (context === null) return;
    this.#plan = { ...this.#fit(context), laneHeight: this.#laneHeight, lanes: this.#lanes, span: this.#span.next() };
    drawLanes(context, this.#palette, this.#plan, sceneNow());
    head.style.transform = `translateX(${xOf(this.#plan, playHead.now())}px)`;
  };

  /** Sizes the canvas to its place in device pixels. */
  #fit(context: CanvasRenderingContext2D): { readonly width: number; readonly height: number } {
    const { canvas } = this.#stand;
    const { width, height } = this.#size;
    const scale = window.devicePixelRatio;
    if (canvas.width !== Math.round(width * scale)) canvas.width = Math.round(width * scale);
    if (canvas.height !== Math.round(height * scale)) canvas.height = Math.round(height * scale);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    return { width, height };
  }

  readonly #down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    this.#stand.ground.setPointerCapture(event.pointerId);
    this.#drag = { x: event.clientX, resume: playHead.playing, moved: false };
  };

  readonly #move = (event: PointerEvent): void => {
    const drag = this.#drag;
    if (drag === undefined || (!drag.moved && Math.abs(event.clientX - drag.x) < CLICK)) return;
    if (!drag.moved && drag.resume) playHead.pause();
    this.#drag = { ...drag, moved: true };
    this.#span.hold(true);
    this.#scrubTo(event);
  };

  readonly #up = (event: PointerEvent): void => {
    const drag = this.#drag;
    this.#drag = undefined;
    this.#span.hold(false);
    if (drag?.moved === true && drag.resume) playHead.play();
    if (drag === undefined || drag.moved || this.#plan === undefined) return;
    const place = this.#stand.canvas.getBoundingClientRect();
    const id = conversationAt(this.#plan, sceneNow(), event.clientX - place.left, event.clientY - place.top);
    if (id === undefined) this.#scrubTo(event);
    else select({ of: 'conversation', id });
  };

  #scrubTo(event: PointerEvent): void {
    const { left } = this.#stand.canvas.getBoundingClientRect();
    if (this.#plan !== undefined) playHead.seek(instantAt(this.#plan, event.clientX - left));
  }
}
