import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useReactFlow, useStore } from 'reactflow';
import type { Box } from './layout/polyline.ts';

/** How far showing the whole chart zooms out and in. Below the first it starts at its left edge and is panned. */
const ZOOM = { least: 0.72, most: 1.35 } as const;

/** Where and how large the chart is drawn. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** The viewport in which the whole chart is seen, in the middle and a little above it. */
export function wholeChart(bounds: Box, width: number, height: number): Viewport {
  const whole = Math.min(width / bounds.width, height / bounds.height);
  const zoom = Math.max(ZOOM.least, Math.min(ZOOM.most, whole));
  const x = Math.max(0, (width - bounds.width * zoom) / 2) - bounds.x * zoom;
  const y = Math.max(0, (height - bounds.height * zoom) * 0.4) - bounds.y * zoom;
  return { x, y, zoom };
}

/** The viewport after the pane has changed its size: what was in its middle stays there. */
export function recentred(viewport: Viewport, by: { readonly width: number; readonly height: number }): Viewport {
  return { zoom: viewport.zoom, x: viewport.x + by.width / 2, y: viewport.y + by.height / 2 };
}

/** What the person can do with the camera. */
export interface Camera {
  readonly showAll: () => void;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  /** A gesture: from now on the camera stays where the person has put it. */
  readonly take: () => void;
}

/** The camera. It shows the whole chart until the person takes it; then it only keeps the middle in the middle when the pane changes. */
export function useCamera(bounds: Box, ready: boolean, lens: string): Camera {
  const { setViewport, getViewport, zoomIn, zoomOut } = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const taken = useRef(false);
  const size = useRef({ width: 0, height: 0 });
  const seenThrough = useRef(lens);
  const { width: chartWidth, height: chartHeight } = bounds;

  const showAll = useCallback(() => {
    const whole = { x: 0, y: 0, width: chartWidth, height: chartHeight };
    if (width > 0 && height > 0) void setViewport(wholeChart(whole, width, height));
  }, [setViewport, width, height, chartWidth, chartHeight]);

  useEffect(() => {
    if (!ready || width === 0 || height === 0) return;
    const by = { width: width - size.current.width, height: height - size.current.height };
    size.current = { width, height };
    // Another lens is another chart: a place that was chosen on the one means nothing on the other.
    if (seenThrough.current !== lens) taken.current = false;
    seenThrough.current = lens;
    if (!taken.current) showAll();
    else if (by.width !== 0 || by.height !== 0) void setViewport(recentred(getViewport(), by));
  }, [ready, width, height, lens, showAll, setViewport, getViewport]);

  return useMemo(() => {
    const take = (): void => {
      taken.current = true;
    };
    const zoomed = (zoom: () => Promise<boolean>) => (): void => {
      take();
      void zoom();
    };
    const release = (): void => {
      taken.current = false;
      showAll();
    };
    return { showAll: release, zoomIn: zoomed(zoomIn), zoomOut: zoomed(zoomOut), take };
  }, [showAll, zoomIn, zoomOut]);
}
