import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './page.ts';

const AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

/** What axe finds against WCAG AA, each with the elements it stands on. */
async function findings(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(AA).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

for (const theme of ['light', 'dark'] as const)
  test(`axe finds nothing against AA in the ${theme} theme`, async ({ playground, page }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await playground.open();
    await expect(page.locator('.monaco-editor .view-line').first()).toBeVisible();
    await page.getByRole('button', { name: 'Pause' }).click();
    expect(await findings(page)).toEqual([]);
    await page.getByTitle('All examples').click();
    await expect(page.getByRole('dialog', { name: 'Examples' }).locator('.lesson-card').first()).toBeVisible();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog').getByRole('option').first()).toBeVisible();
    expect(await findings(page)).toEqual([]);
  });
