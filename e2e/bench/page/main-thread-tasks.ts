import type { Page } from '@playwright/test';
import { manyServices } from '../manifests.ts';
import { type Measurement, summary } from '../measurement.ts';

/** One entry of Chromium's trace, as far as it is read here. Times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
}

const BEGIN = 'bench begins';

/** What the browser did while `run` ran. */
async function traced(page: Page, run: () => Promise<void>): Promise<readonly TraceEvent[]> {
  const browser = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  browser.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const complete = new Promise((resolve) => browser.once('Tracing.tracingComplete', resolve));
  await browser.send('Tracing.start', {
    traceConfig: { includedCategories: ['toplevel', 'blink.user_timing'], excludedCategories: ['*'] },
  });
  await page.evaluate((mark) => performance.mark(mark), BEGIN);
  await run();
  await browser.send('Tracing.end');
  await complete;
  return events;
}

/** Milliseconds of every task of the page's own thread since the bench began. */
function tasksOf(events: readonly TraceEvent[]): readonly number[] {
  const begin = events.find(({ name }) => name === BEGIN);
  if (!begin) throw new Error('the trace does not tell when the bench began');
  const onPage = events.filter(({ pid, tid, ts }) => pid === begin.pid && tid === begin.tid && ts >= begin.ts);
  return onPage.filter(({ name }) => name.endsWith('RunTask')).map(({ dur = 0 }) => dur / 1000);
}

/** 100 Deployments of 3 Pods each, with a readiness probe. */
function deployments(): string {
  const one = (i: number): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop-${i}
spec:
  replicas: 3
  selector:
    matchLabels: { app: shop-${i} }
  template:
    metadata:
      labels: { app: shop-${i} }
    spec:
      containers:
        - name: shop
          image: web:1
          readinessProbe: { httpGet: { path: /, port: 8080 }, periodSeconds: 1 }
          ports: [{ containerPort: 8080 }]
`;
  return Array.from({ length: 100 }, (_, i) => one(i)).join('---\n');
}

/** What the page still does for itself after it has opened is not counted (ms). */
const SETTLED = 2000;

/** Where the page holds the text until it is wanted: how long it takes to get there is the test driver's business. */
const HELD = 'benchText';

async function longest(page: Page, text: string, after: number): Promise<number> {
  await page.evaluate(([name, app]) => Object.assign(globalThis, { [name]: app }), [HELD, text] as const);
  await page.waitForTimeout(SETTLED);
  const events = await traced(page, async () => {
    await page.evaluate(async (name) => {
      await window.portolan?.scenario.write('app.yaml', Reflect.get(globalThis, name));
    }, HELD);
    await page.waitForTimeout(after);
  });
  return Math.max(...tasksOf(events));
}

/** The longest task of the page's thread while 300 Pods of 100 Deployments come up, from the text to all of them ready. */
export async function longestTaskOf300Pods(page: Page): Promise<Measurement> {
  await page.evaluate(() => window.portolan?.clock.setSpeed(10));
  return summary([await longest(page, deployments(), 6000)], 'ms');
}

/** The longest task of the page's thread while 5,000 Services of 10 endpoints are taken in. */
export async function longestTaskOf5000Services(page: Page): Promise<Measurement> {
  return summary([await longest(page, manyServices(5000, 10).text, 3000)], 'ms');
}
