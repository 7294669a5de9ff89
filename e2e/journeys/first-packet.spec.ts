import { expect, test } from './page.ts';

test('the page opens with a live cluster, and a packet arrives', async ({ playground, page }) => {
  await playground.open();
  await expect(playground.rules).toHaveAttribute('aria-label', /3 branches/);
  await playground.hurry();
  await playground.showTraffic();
  await expect(page.locator('.event-row').filter({ hasText: 'answered' }).first()).toBeVisible();
});

test('five replicas instead of three: five Pods receive traffic', async ({ playground, page }) => {
  await playground.open();
  await playground.hurry();
  await playground.retype('replicas: 3', 1, '5');
  await expect(playground.readyPods).toHaveCount(5);
  await expect(playground.rules).toHaveAttribute('aria-label', /5 branches/);
  await playground.showTraffic();
  const answering = new Set<string>();
  const rows = page.locator('.event-row').filter({ hasText: 'answered' });
  await expect
    .poll(
      async () => {
        for (const text of await rows.allInnerTexts()) answering.add(/10\.244\.\d+\.\d+:8080/.exec(text)?.[0] ?? text);
        return answering.size;
      },
      { timeout: 60_000 },
    )
    .toBe(5);
});

test('a selector that takes no Pod: a rule of kube-proxy rejects', async ({ playground, page }) => {
  await playground.open();
  await playground.hurry();
  await playground.retype('app: random-generator', 0, '-gone');
  await expect(playground.rules).toHaveAttribute('aria-label', /rejects: no endpoints/);
  await playground.showTraffic();
  await expect(page.locator('.event-row').filter({ hasText: 'rejected' }).first()).toBeVisible();
});

test('text that is not YAML keeps the last good state and is marked on its line', async ({ playground, page }) => {
  await playground.open();
  await playground.retype('kind: Service', 0, ': broken');
  await expect(playground.problems.first()).toContainText('app.yaml:3');
  await expect(page.locator('.squiggly-error').first()).toBeVisible();
  await expect(playground.readyPods).toHaveCount(3);
  await expect(playground.rules).toHaveAttribute('aria-label', /3 branches/);
  // No suggestion may take the Home key or finish the word.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+End');
  await page.keyboard.type('kind: Service');
  await expect(playground.problems).toHaveCount(0);
});

test('an object that the API server refuses is marked in its words, and the rest stays', async ({ playground }) => {
  await playground.open();
  await playground.retype('port: 80', 2, '70000');
  await expect(playground.problems.first()).toContainText('must be between 1 and 65535, inclusive');
  await expect(playground.rules).toHaveAttribute('aria-label', /3 branches/);
});

test('a step on and a step back lead to the same instant', async ({ playground, page }) => {
  await playground.open();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'On one hop' }).click();
  const before = await playground.settledClock();
  await page.getByRole('button', { name: 'On one hop' }).click();
  expect(await playground.settledClock()).not.toBe(before);
  await page.getByRole('button', { name: 'Back one hop' }).click();
  await expect(playground.clock).toHaveText(before);
});

test('text outlives a reload', async ({ playground, page }) => {
  await playground.open();
  await playground.retype('replicas: 3', 1, '2');
  await expect(playground.readyPods).toHaveCount(2);
  await page.reload();
  await expect(playground.readyPods).toHaveCount(2);
  await expect(page.locator('.monaco-editor .view-line').getByText('replicas: 2')).toBeVisible();
});
