import { useEffect } from 'react';
import { useReactFlow, useStoreApi } from 'reactflow';
import { playHead } from '../store/index.ts';
import type { Camera, Viewport } from './camera.ts';
import type { Box, Point } from './layout/polyline.ts';
import { selectedPlace } from './packets/stage.ts';

/** The part of the pane, from its edges, that a followed packet stays out of. */
const EDGE = 0.3;

/** How much of the way the camera goes in one frame: it glides after the packet. */
const GLIDE = 0.12;

/** From how near a packet is followed: from farther away the whole chart is in sight. */
const NEAR = 1.3;

function beyond(at: number, size: number): number {
  const [low, high] = [size * EDGE, size * (1 - EDGE)];
  if (at < low) return at - low;
  return at > high ? at - high : 0;
}

/** The viewport after one step towards a packet (a place on the chart); undefined while it is well in sight. `glide` is the part of the way that is gone at once. */
export function followed(
  view: Viewport,
  pane: Pick<Box, 'width' | 'height'>,
  packet: Point,
  glide: number,
): Viewport | undefined {
  const dx = beyond(packet.x * view.zoom + view.x, pane.width);
  const dy = beyond(packet.y * view.zoom + view.y, pane.height);
  if (Math.abs(dx) < 0.5 && Math.abs(dy) < 0.5) return undefined;
  return { zoom: view.zoom, x: view.x - dx * glide, y: view.y - dy * glide };
}

/** The viewport at another zoom with a packet in the pane's middle. */
export function near(view: Viewport, pane: Pick<Box, 'width' | 'height'>, packet: Point): Viewport {
  const zoom = Math.max(view.zoom, NEAR);
  return { zoom, x: pane.width / 2 - packet.x * zoom, y: pane.height / 2 - packet.y * zoom };
}

/** While it is on, the camera keeps the selected packet in sight. Who wants less motion sees it step instead of glide. */
export function useFollow(on: boolean, { take }: Camera): void {
  const flow = useReactFlow();
  const pane = useStoreApi();
  useEffect(() => {
    if (!on) return;
    const glide = window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 1 : GLIDE;
    let begun = false;
    return playHead.onFrame((now) => {
      const packet = selectedPlace(now);
      if (packet === undefined) return;
      const view = flow.getViewport();
      const next = begun ? followed(view, pane.getState(), packet, glide) : near(view, pane.getState(), packet);
      if (!begun) take();
      begun = true;
      if (next) void flow.setViewport(next);
    });
  }, [on, take, flow, pane]);
}
