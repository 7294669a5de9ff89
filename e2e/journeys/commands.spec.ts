import { expect, test } from './page.ts';

test('everything is reached by its name, from within the editor too: rules, objects, examples, commands', async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open();
  await playground.caretAfter('replicas: 3');
  const before = await playground.text('app.yaml');
  const search = page.getByRole('combobox', { name: 'Commands, objects and examples' });

  await page.keyboard.press('Control+k');
  await expect(search).toBeFocused();
  await page.keyboard.type('rules node-2');
  await expect(page.getByRole('dialog').getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'Rules' })).toHaveAttribute('aria-selected', 'true');

  await page.getByRole('button', { name: 'Commands, objects and examples' }).click();
  await page.keyboard.type('dark theme');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');

  await page.keyboard.press('Control+k');
  await page.keyboard.type('no such thing');
  await expect(page.getByText('Nothing has such a name.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  expect(await playground.text('app.yaml')).toBe(before);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('cannot ping');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/lesson=06-virtual-ip/);
});
