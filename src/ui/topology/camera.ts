import { useEffect, useRef } from 'react';
import { useReactFlow, useStore } from 'reactflow';
import type { Box } from './layout/polyline.ts';

/** How far a fit zooms out and in. Below the first the chart starts at its left edge and is panned. */
const FIT = { least: 0.5, most: 1.35 } as const;

/** Where and how large the chart is drawn. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** The viewport in which the whole chart is seen, in the middle and a little above it. */
export function fitted(bounds: Box, width: number, height: number): Viewport {
  const whole = Math.min(width / bounds.width, height / bounds.height);
  const zoom = Math.max(FIT.least, Math.min(FIT.most, whole));
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
  readonly fit: () => void;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  /** A gesture: from now on the camera stays where the person has put it. */
  readonly take: () => void;
}

/** The camera. It fits the chart until the person takes it; then it only keeps the middle in the middle when the pane changes. */
export function useCamera(bounds: Box, ready: boolean): Camera {
  const flow = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const taken = useRef(false);
  const size = useRef({ width: 0, height: 0 });

  const fit = (): void => {
    if (width > 0 && height > 0) void flow.setViewport(fitted(bounds, width, height));
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new size or a chart of another size moves the camera
  useEffect(() => {
    if (!ready || width === 0 || height === 0) return;
    const by = { width: width - size.current.width, height: height - size.current.height };
    size.current = { width, height };
    if (!taken.current) fit();
    else if (by.width !== 0 || by.height !== 0) void flow.setViewport(recentred(flow.getViewport(), by));
  }, [ready, width, height, bounds.width, bounds.height]);

  return {
    fit: () => {
      taken.current = false;
      fit();
    },
    zoomIn: () => {
      taken.current = true;
      void flow.zoomIn();
    },
    zoomOut: () => {
      taken.current = true;
      void flow.zoomOut();
    },
    take: () => {
      taken.current = true;
    },
  };
}
