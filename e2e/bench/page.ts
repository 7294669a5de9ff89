import { type Browser, chromium, type Page } from '@playwright/test';
import { preview } from 'vite';
import type { Measurement, Measurements } from './measurement.ts';
import { framesPerSecond } from './page/frames.ts';
import { keyToChart } from './page/key-to-chart.ts';
import { longestTaskOf300Pods, longestTaskOf5000Services } from './page/main-thread-tasks.ts';
import { firstMovingPacket, firstPaint } from './page/opening.ts';
import { textToChart, textToChartAmongMany } from './page/text-to-chart.ts';

const PORT = 4819;

/** Selects the example's Pods that are ready. */
const READY = '[aria-label^="Pod random-generator-"][aria-label*=", ready,"]';

async function opened(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(address);
  await page.locator(READY).first().waitFor();
  await page.locator('.monaco-editor .view-line').first().waitFor();
  return page;
}

async function onPage(browser: Browser, address: string, measure: (page: Page) => Promise<Measurement>) {
  const page = await opened(browser, address);
  const measured = await measure(page);
  await page.close();
  return measured;
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
    progress('page: opening');
    const opening = {
      ...(await firstPaint(browser, address, READY)),
      'first-moving-packet': await firstMovingPacket(browser, address),
    };
    progress('page: from a key to the changed chart');
    const edits = {
      'key-to-chart.example': await onPage(browser, address, keyToChart),
      'text-to-chart.example': await onPage(browser, address, (page) => textToChart(page)),
      'text-to-chart.1000-services': await onPage(browser, address, textToChartAmongMany),
    };
    progress('page: the longest task of its thread');
    const tasks = {
      'longest-page-task.300-pods': await onPage(browser, address, longestTaskOf300Pods),
      'longest-page-task.5000-services': await onPage(browser, address, longestTaskOf5000Services),
    };
    const frames: Record<string, Measurement> = {};
    for (const packets of [100, 500, 2000]) {
      progress(`page: ${packets} packets in flight`);
      frames[`frames-per-second.${packets}-packets`] = await onPage(browser, address, (page) =>
        framesPerSecond(page, packets),
      );
    }
    return { ...opening, ...edits, ...tasks, ...frames };
  } finally {
    await browser.close();
    await server.close();
  }
}
