import type { Browser } from '@playwright/test';
import { type Measurement, type Measurements, summary } from '../measurement.ts';

const TURNS = 5;

interface Opened {
  readonly paint: number;
  readonly script: number;
}

async function open(browser: Browser, address: string, ready: string): Promise<Opened> {
  const page = await browser.newPage();
  await page.goto(address);
  await page.locator(ready).first().waitFor();
  const seen = await page.evaluate(() => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
    const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const before = resources.filter((one) => one.name.endsWith('.js') && one.responseEnd <= paint);
    return { paint, script: before.reduce((sum, one) => sum + one.decodedBodySize, 0) };
  });
  await page.close();
  return seen;
}

/** From navigation to the first paint, and the bytes of script that had come by then (as the browser reads them, unpacked). */
export async function firstPaint(browser: Browser, address: string, ready: string): Promise<Measurements> {
  const seen: Opened[] = [];
  for (let turn = 0; turn < TURNS; turn++) seen.push(await open(browser, address, ready));
  return {
    'script-before-first-paint': summary(
      seen.map((one) => one.script),
      'B',
    ),
    'first-paint': summary(
      seen.map((one) => one.paint),
      'ms',
    ),
  };
}

/** From navigation to the first frame in which a packet stands elsewhere than in the frame before. */
export async function firstMovingPacket(browser: Browser, address: string): Promise<Measurement> {
  const samples: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(address);
    samples.push(
      await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            let before = new Map<string, number>();
            const look = (): void => {
              const packets = window.portolan?.chart.packets() ?? [];
              if (packets.some(({ flight, x }) => before.has(flight) && before.get(flight) !== x))
                resolve(performance.now());
              else requestAnimationFrame(look);
              before = new Map(packets.map(({ flight, x }) => [flight, x]));
            };
            look();
          }),
      ),
    );
    await page.close();
  }
  return summary(samples, 'ms');
}
