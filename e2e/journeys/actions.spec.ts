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

test('a machine is cordoned, drained and stopped from its menu, each taken back by a key; half a drain is, too', async ({
  playground,
  page,
}) => {
  await playground.open();
  await playground.inRealTime();
  const node = playground.machine('node-3');
  await playground.act(node, 'Cordon');
  await expect(node).toHaveAttribute('aria-label', /cordoned/);
  await playground.undo('kubectl cordon node-3');
  await expect(node).not.toHaveAttribute('aria-label', /cordoned/);
  const pods = await playground.podNames();
  await playground.act(node, 'Drain');
  await expect(node).toHaveAttribute('aria-label', /cordoned/);
  await expect.poll(() => playground.podNames()).not.toEqual(pods);
  await playground.undo('kubectl drain node-3 --ignore-daemonsets; time goes on from before it');
  await expect.poll(() => playground.podNames()).toEqual(pods);
  await playground.act(node, 'Stop the machine');
  await expect(node).toHaveAttribute('aria-label', /stopped/);
  await playground.undo('stop node-3');
  await expect(node).not.toHaveAttribute('aria-label', /stopped/);
  await expect(playground.readyPods).toHaveCount(3);
  const first = playground.machine('node-1');
  await playground.act(first, 'Drain');
  await expect(page.locator('.notice.bad')).toContainText(
    'cannot delete Pods that declare no controller (use --force to override): default/client',
  );
  await expect(first).toHaveAttribute('aria-label', /cordoned/);
  await playground.undo('kubectl drain node-1');
  await expect(page.locator('.notice.bad')).toHaveCount(0);
  await expect(first).not.toHaveAttribute('aria-label', /cordoned/);
  const deeds = await playground.deeds();
  for (const says of ['kubectl cordon node-3', 'kubectl uncordon node-3', 'stop node-3', 'start node-3'])
    await expect(deeds.filter({ hasText: says }).first()).toBeVisible();
});

test('a Pod is deleted at once, its rollout restarted, its liveness failed from its menu, each taken back by a key', async ({
  playground,
  page,
}) => {
  await playground.open();
  await playground.inRealTime();
  const named = async (): Promise<string> =>
    ((await playground.readyPods.first().getAttribute('aria-label')) ?? '').split(',')[0] ?? '';
  const first = await named();
  const same = page.locator(`[aria-label^="${first},"]`);
  await playground.act(playground.readyPods.first(), 'Force delete');
  await expect(same).toHaveCount(0);
  await playground.undo('--force --grace-period=0; time goes on from before it');
  await expect(same).toHaveCount(1);
  await playground.act(playground.readyPods.first(), 'Restart the rollout');
  await expect(same).toHaveCount(0);
  await playground.undo('kubectl rollout restart deployment/random-generator');
  await expect(same).toHaveCount(1);
  const text = await playground.text('app.yaml');
  const probe = '          livenessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 1, failureThreshold: 1 }\n';
  const image = text.split('\n').find((line) => line.includes('image:')) ?? '';
  await playground.write('app.yaml', text.replace(`${image}\n`, `${image}\n${probe}`));
  await expect(same).toHaveCount(0);
  await expect(playground.readyPods).toHaveCount(3);
  const pod = playground.readyPods.first();
  await playground.act(pod, 'Fail liveness');
  await pod.click();
  await expect(page.locator('.inspector')).toContainText('1 restart');
  await playground.undo(/fail the liveness of/);
  await expect(page.getByRole('button', { name: 'Fail liveness' })).toBeVisible();
  await expect((await playground.deeds()).filter({ hasText: 'the liveness of' }).first()).toBeVisible();
});
