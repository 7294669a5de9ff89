import { type Browser, chromium, type Page } from '@playwright/test';
import { preview } from 'vite';
import { type Measurement, type Measurements, summary } from './measurement.ts';

const PORT = 4819;
const READY = '[aria-label^="Pod random-generator-"][aria-label*=", ready,"]';

/** Milliseconds from navigation to the first card, and the bytes of script that had come by then. */
async function firstPaint(
  browser: Browser,
  address: string,
): Promise<{ readonly paint: number; readonly script: number }> {
  const page = await browser.newPage();
  await page.goto(address);
  await page.locator(READY).first().waitFor();
  const seen = await page.evaluate(() => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
    const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const before = resources.filter((one) => one.name.endsWith('.js') && one.responseEnd <= paint);
    return { paint, script: before.reduce((sum, one) => sum + one.decodedBodySize, 0) };
  });
  await page.close();
  return seen;
}

async function paintMeasurements(browser: Browser, address: string): Promise<Measurements> {
  const seen: Awaited<ReturnType<typeof firstPaint>>[] = [];
  for (let turn = 0; turn < 5; turn++) seen.push(await firstPaint(browser, address));
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

/** From a key to the changed number of Pods on the chart; the typing pause that the editor waits for is part of it. */
async function chartUpdate(page: Page): Promise<Measurement> {
  const samples: number[] = [];
  await page.locator('.monaco-editor .view-line').getByText('replicas: 3').click();
  await page.keyboard.press('End');
  for (let turn = 0; turn < 20; turn++) {
    const digit = turn % 2 === 0 ? '4' : '3';
    const pods = '[aria-label^="Pod random-generator-"]:not([aria-label*=", terminating,"])';
    await page.keyboard.press('Backspace');
    await page.evaluate(
      ([selector, wanted]) => {
        const changed = new Promise<number>((resolve) => {
          let typed = 0;
          addEventListener('keydown', () => (typed = performance.now()), { once: true, capture: true });
          const look = (): void => {
            const there = document.querySelectorAll(selector ?? '').length;
            if (typed > 0 && there === Number(wanted)) resolve(performance.now() - typed);
            else requestAnimationFrame(look);
          };
          look();
        });
        Object.assign(globalThis, { changed });
      },
      [pods, digit] as const,
    );
    await page.keyboard.press(digit);
    samples.push(await page.evaluate(() => (globalThis as unknown as { changed: Promise<number> }).changed));
  }
  return summary(samples, 'ms');
}

/** What the built page takes, in a real browser. The build must be there. */
export async function pageMeasurements(
  executablePath: string | undefined,
  progress: (line: string) => void,
): Promise<Measurements> {
  const server = await preview({ preview: { port: PORT, strictPort: true }, logLevel: 'error' });
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const address = `http://localhost:${PORT}/`;
    progress('page: first paint');
    const paint = await paintMeasurements(browser, address);
    progress('page: from a key to the changed chart');
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(address);
    await page.locator(READY).first().waitFor();
    return { ...paint, 'key-to-chart.example': await chartUpdate(page) };
  } finally {
    await browser.close();
    await server.close();
  }
}
