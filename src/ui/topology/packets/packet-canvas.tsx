import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { useStoreApi } from 'reactflow';
import { playHead, store } from '../../store/index.ts';
import { obstacles } from '../layout/obstacles.ts';
import type { Box } from '../layout/polyline.ts';
import type { Sheet } from '../layout/sheet.ts';
import { drawFlags } from './flags.ts';
import { drawGlyphs } from './glyphs.ts';
import { drawMarks } from './marks.ts';
import { type Palette, readPalette } from './palette.ts';
import { enter, type Stage, trafficOn, type View } from './stage.ts';
import type { Travelling } from './traffic.ts';
import { drawJoints, drawWake } from './wakes.ts';

/** Times of effects in real milliseconds; the speed of the play-head makes virtual ones of them. */
const TIMES = { fade: 900, linger: 2400, flag: 1300, rewrite: 420 } as const;

/** With more packets than this only the selected one's road is painted. */
const WAKES_UP_TO = 60;

/** With more packets than this no flags are shown. */
const FLAGS_UP_TO = 12;

/** How far a flag may be from its packet (chart pixels). On the wire it would soon lie on another machine. */
const REACH = { concept: 250, wire: 110 } as const;

function wantsLessMotion(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** Makes the bitmap as large as the canvas is on the screen; tells how many of its pixels a CSS px has. */
function fitted(canvas: HTMLCanvasElement, view: View): number {
  const ratio = window.devicePixelRatio || 1;
  const width = Math.round(view.width * ratio);
  const height = Math.round(view.height * ratio);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  return ratio;
}

/** Leaves out what is off the screen. */
function onScreen(packets: readonly Travelling[], { left, top, zoom, width, height }: View): readonly Travelling[] {
  const margin = 30;
  return packets.filter(({ x, y }) => {
    const sx = x * zoom + left;
    const sy = y * zoom + top;
    return sx > -margin && sy > -margin && sx < width + margin && sy < height + margin;
  });
}

function drawRoads(ctx: CanvasRenderingContext2D, palette: Palette, packets: readonly Travelling[]): void {
  const anySelected = packets.some((packet) => packet.selected);
  for (const packet of packets) {
    if (packets.length > WAKES_UP_TO && !packet.selected) continue;
    drawWake(ctx, palette, packet, anySelected && !packet.selected);
    drawJoints(ctx, palette, packet);
  }
  for (const packet of packets) if (packets.length <= WAKES_UP_TO || packet.selected) drawMarks(ctx, palette, packet);
}

/** The part of the chart that is on the screen, in chart pixels. */
function inView({ left, top, zoom, width, height }: View): Box {
  return { x: -left / zoom, y: -top / zoom, width: width / zoom, height: height / zoom };
}

function drawFrame(canvas: HTMLCanvasElement, palette: Palette, stage: Stage): void {
  const ctx = canvas.getContext('2d');
  if (ctx === null) return;
  const camera = stage.camera();
  const ratio = fitted(canvas, camera);
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.clearRect(0, 0, canvas.width, canvas.height);
  ctx.setTransform(ratio * camera.zoom, 0, 0, ratio * camera.zoom, ratio * camera.left, ratio * camera.top);
  const packets = trafficOn(stage, playHead.now());
  drawRoads(ctx, palette, packets);
  const seen = onScreen(packets, camera);
  drawGlyphs(ctx, palette, seen, camera.zoom);
  const rewrite = stage.timing().discrete ? 0 : TIMES.rewrite * playHead.speed;
  const times = { slide: rewrite, stays: TIMES.flag * playHead.speed };
  const flagged = seen.filter((packet) => packets.length <= FLAGS_UP_TO || packet.selected);
  drawFlags(ctx, palette, flagged, {
    words: obstacles(stage.layout()),
    view: inView(camera),
    zoom: camera.zoom,
    reach: REACH[stage.layout().lens],
    times,
  });
}

/** Reads the palette now and whenever the theme changes. */
function followTheme(use: (palette: Palette) => void): () => void {
  const observer = new MutationObserver(() => use(readPalette()));
  use(readPalette());
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

/** What has to be the same for a frame to look as the last one did. */
function frameKey(stage: Stage): readonly unknown[] {
  const { conversations, selection } = store.getState();
  const { left, top, zoom, width, height } = stage.camera();
  return [playHead.now(), playHead.speed, conversations, selection, left, top, zoom, stage.layout(), width, height];
}

/** Draws on every animation frame in which something has changed. */
function animate(canvas: HTMLCanvasElement, stage: Stage): () => void {
  let palette: Palette;
  let drawn: readonly unknown[] = [];
  let frame = 0;
  const unfollow = followTheme((read) => {
    palette = read;
    drawn = [];
  });
  const tick = (): void => {
    frame = requestAnimationFrame(tick);
    const key = frameKey(stage);
    if (key.every((part, i) => part === drawn[i])) return;
    drawn = key;
    drawFrame(canvas, palette, stage);
  };
  tick();
  return () => {
    cancelAnimationFrame(frame);
    unfollow();
  };
}

function boxOf(element: HTMLElement): ReturnType<Stage['frame']> {
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x, y, width, height };
}

/** The one canvas over the graph on which all packets are drawn: from the conversations and the play-head, without React. */
export function PacketCanvas({ layout }: { readonly layout: RefObject<Sheet> }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const flow = useStoreApi();
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const discrete = wantsLessMotion();
    const stage: Stage = {
      layout: () => layout.current,
      camera: () => {
        const { transform, width, height } = flow.getState();
        const [left, top, zoom] = transform;
        return { left, top, zoom, width, height };
      },
      frame: () => boxOf(element),
      timing: () => ({ fade: TIMES.fade * playHead.speed, linger: TIMES.linger * playHead.speed, discrete }),
    };
    const leave = enter(stage);
    const stop = animate(element, stage);
    return () => {
      stop();
      leave();
    };
  }, [flow, layout]);
  return <canvas ref={canvas} className="packets" />;
}
