import { expect, test } from './page.ts';

test('a change is followed over the chart from the hand that made it to every node’s rules, and Escape closes it', async ({
  playground,
  page,
}) => {
  await playground.open();
  await page.evaluate(async () => {
    const { scenario } = window.portolan ?? {};
    const text = scenario?.files().find(({ name }) => name === 'app.yaml')?.text ?? '';
    await scenario?.write('app.yaml', text.replace('replicas: 3', 'replicas: 4'));
    window.portolan?.clock.setSpeed(1);
  });
  await page.keyboard.press('o');
  const overlay = page.getByRole('region', { name: 'Control plane' });
  const change = overlay.getByRole('option', { name: 'replicas 3 → 4' });
  await overlay.getByLabel('Which change').selectOption(await change.getAttribute('value'));
  const chain = overlay.getByRole('list', { name: 'The chain, step by step' });
  for (const who of [
    'you',
    'deployment controller',
    'replicaset controller',
    'scheduler',
    'kubelet node-',
    'kube-prox',
  ])
    await expect(chain.getByRole('listitem').filter({ hasText: who })).not.toHaveCount(0);
  await expect(chain.getByText('EndpointSlice random-generator: 4 ready')).toBeVisible();

  const scheduled = chain.getByRole('button', { name: /scheduler/ });
  await scheduled.click();
  await expect(chain.getByRole('listitem').filter({ hasText: 'kube-prox' })).toHaveClass('to-come');
  await page.keyboard.press('Escape');
  await expect(overlay).toHaveCount(0);
});
