import type { Page } from '@playwright/test';
import { type Measurement, summary } from '../measurement.ts';

/** Real ms that are left out while the crowd comes on, and that are then counted. */
const WARM_UP = 1000;
const COUNTED = 5000;

/** Frames in each second while so many packets are on the chart's roads. */
export async function framesPerSecond(page: Page, packets: number): Promise<Measurement> {
  const frames = await page.evaluate(
    ([crowd, warmUp, counted]) =>
      new Promise<number[]>((resolve) => {
        window.portolan?.chart.crowd(crowd, 60_000);
        const began = performance.now();
        const at: number[] = [];
        const frame = (): void => {
          const passed = performance.now() - began;
          if (passed > warmUp) at.push(passed - warmUp);
          if (passed < warmUp + counted) requestAnimationFrame(frame);
          else resolve(at);
        };
        requestAnimationFrame(frame);
      }),
    [packets, WARM_UP, COUNTED] as const,
  );
  const seconds = Array.from({ length: COUNTED / 1000 }, (_, second) => {
    return frames.filter((at) => Math.floor(at / 1000) === second).length;
  });
  return summary(seconds, '1/s');
}
