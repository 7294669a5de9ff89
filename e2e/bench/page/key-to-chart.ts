import type { Page } from '@playwright/test';
import { type Measurement, summary } from '../measurement.ts';

const TURNS = 20;

/** Waits for the key and then for so many Pods; resolves with the milliseconds between the two. */
function watch([selector, wanted]: readonly [string, string]): void {
  const changed = new Promise<number>((resolve) => {
    let typed = 0;
    addEventListener('keydown', () => (typed = performance.now()), { once: true, capture: true });
    const look = (): void => {
      const there = document.querySelectorAll(selector).length;
      if (typed > 0 && there === Number(wanted)) resolve(performance.now() - typed);
      else requestAnimationFrame(look);
    };
    look();
  });
  Object.assign(globalThis, { changed });
}

/** From a key to the changed number of Pods on the chart; the typing pause that the editor waits for is part of it. */
export async function keyToChart(page: Page): Promise<Measurement> {
  const samples: number[] = [];
  await page.locator('.monaco-editor .view-line').getByText('replicas: 3').click();
  await page.keyboard.press('End');
  for (let turn = 0; turn < TURNS; turn++) {
    const digit = turn % 2 === 0 ? '4' : '3';
    const pods = '[aria-label^="Pod random-generator-"]:not([aria-label*=", terminating,"])';
    await page.keyboard.press('Backspace');
    await page.evaluate(watch, [pods, digit] as const);
    await page.keyboard.press(digit);
    samples.push(await page.evaluate(() => (globalThis as unknown as { changed: Promise<number> }).changed));
  }
  return summary(samples, 'ms');
}
