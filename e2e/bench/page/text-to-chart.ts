import type { Page } from '@playwright/test';
import { manyServices } from '../manifests.ts';
import { type Measurement, summary } from '../measurement.ts';

/** Enough that the first few edits, whose code the browser has not compiled yet, are not all there is above the 95th of a hundred. */
const TURNS = 100;

/** From a changed text that is applied to the changed number of Pods on the chart: what follows the pause in typing. */
export async function textToChart(page: Page, turns: number = TURNS): Promise<Measurement> {
  const pods = '[aria-label^="Pod random-generator-"]:not([aria-label*=", terminating,"])';
  const samples: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const [from, to] = turn % 2 === 0 ? [3, 4] : [4, 3];
    samples.push(
      await page.evaluate(
        ([selector, before, after]) =>
          new Promise<number>((resolve) => {
            const { scenario } = window.portolan ?? {};
            const text = scenario?.files().find(({ name }) => name === 'app.yaml')?.text ?? '';
            const began = performance.now();
            void scenario?.write('app.yaml', text.replace(`replicas: ${before}`, `replicas: ${after}`));
            const look = (): void => {
              if (document.querySelectorAll(selector).length === after) resolve(performance.now() - began);
              else requestAnimationFrame(look);
            };
            look();
          }),
        [pods, from, to] as const,
      ),
    );
    await page.waitForTimeout(300);
  }
  return summary(samples, 'ms');
}

/** The same with 1,000 Services of 10 endpoints behind the example's own. */
export async function textToChartAmongMany(page: Page): Promise<Measurement> {
  const { text } = manyServices(1000, 10);
  await page.evaluate(async (more) => {
    const { scenario } = window.portolan ?? {};
    const own = scenario?.files().find(({ name }) => name === 'app.yaml')?.text ?? '';
    await scenario?.write('app.yaml', `${own}---\n${more}`);
  }, text);
  await page.waitForTimeout(4000);
  return textToChart(page, TURNS / 2);
}
