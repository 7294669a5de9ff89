import { expect, test } from './page.ts';

test('a Pod made unready by a click leaves the rules as one made unready by its text does, and undo brings it back', async ({
  playground,
  page,
}) => {
  await playground.open();
  await playground.inRealTime();
  await playground.readyPods.first().click();
  await page.getByRole('button', { name: 'Make unready' }).click();
  await expect(playground.readyPods).toHaveCount(2);
  await expect(playground.rules).toHaveAttribute('aria-label', /2 branches/);
  await page.keyboard.press('u');
  await expect(playground.readyPods).toHaveCount(3);
  await expect(playground.rules).toHaveAttribute('aria-label', /3 branches/);
  const text = await playground.text('app.yaml');
  const unready = '      labels:\n        app: random-generator\n      annotations: { portolan.dev/readiness: fail }\n';
  await playground.write('app.yaml', text.replace('      labels:\n        app: random-generator\n', unready));
  await expect(page.locator('[aria-label^="Pod random-generator-"][aria-label*="not ready"]').first()).toBeVisible();
});

test('replicas set by a click are replicas in the text', async ({ playground, page }) => {
  await playground.open();
  await playground.inRealTime();
  await playground.readyPods.first().click();
  await page.getByRole('button', { name: 'Scale up' }).click();
  await expect(playground.readyPods).toHaveCount(4);
  expect(await playground.text('app.yaml')).toContain('replicas: 4');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(playground.readyPods).toHaveCount(3);
  expect(await playground.text('app.yaml')).toContain('replicas: 3');
});

test('a deleted Pod is made anew under another name, a crashed container is started again, a cut link is mended', async ({
  playground,
  page,
}) => {
  await playground.open();
  await playground.inRealTime();
  const pod = playground.readyPods.first();
  const name = (await pod.getAttribute('aria-label')) ?? '';
  await pod.click();
  await page.getByRole('button', { name: 'Crash it' }).click();
  await expect(page.locator('.inspector')).toContainText('1 restart');
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.locator(`[aria-label^="${name.split(',')[0]},"]`)).toHaveCount(0);
  await expect(playground.readyPods).toHaveCount(3);
  await page.getByRole('button', { name: 'Node node-3' }).click();
  await page.getByRole('button', { name: 'Cut its link' }).click();
  await expect(page.locator('.inspector')).toContainText('cut: nobody reaches it');
  await page.keyboard.press('u');
  await expect(page.locator('.inspector')).toContainText('whole');
  await page.keyboard.press('e');
  await page.getByRole('button', { name: 'You', exact: true }).click();
  await expect(page.locator('.event-row').filter({ hasText: 'kubectl delete pod' })).toBeVisible();
});
