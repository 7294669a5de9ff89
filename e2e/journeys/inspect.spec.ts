import type { Page } from '@playwright/test';
import { expect, type Playground, test } from './page.ts';

const inspector = (page: Page) => page.getByRole('region', { name: 'Inspector' });

/** Where a packet with this label is drawn, if one is; time stops there. */
const packetAt = (page: Page, label: string) =>
  page.evaluate((wanted) => {
    const { clock, chart, traces } = window.portolan ?? {};
    const all = traces?.() ?? [];
    const seen = chart
      ?.packets()
      .find(({ conversation, flight }) =>
        all.some(
          ({ id, flights }) => id === conversation && flights.some((one) => one.id === flight && one.label === wanted),
        ),
      );
    if (seen !== undefined) clock?.pause();
    return seen;
  }, label);

/** Lets time run until a packet with this label is drawn, stops there, and clicks on it. */
async function clickPacket(page: Page, label: string): Promise<void> {
  await expect(async () => {
    const spot = await packetAt(page, label);
    expect(spot).toBeDefined();
    await page.mouse.click(spot?.x ?? 0, spot?.y ?? 0);
    await expect(page.getByRole('tab', { name: 'Packet' })).toBeVisible({ timeout: 1500 });
  }).toPass({ intervals: [20] });
}

/** Runs on until the conversation that is open has come out. */
async function untilOutcome(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(inspector(page).getByRole('region', { name: 'Outcome' })).toBeVisible();
  await page.getByRole('button', { name: 'Pause' }).click();
}

test('a click on a packet shows its hops: old and new headers, the rule, the connection, and the way back', async ({
  playground,
  page,
}) => {
  await playground.open();
  await clickPacket(page, 'SYN');
  await playground.inRealTime();
  await untilOutcome(page);
  const outcome = inspector(page).getByRole('region', { name: 'Outcome' });
  await expect(outcome).toContainText('Answered');
  await expect(outcome.locator('.rule')).toContainText(
    /-A KUBE-SEP-\w+ .*-j DNAT --to-destination 10\.244\.\d\.\d:8080/,
  );
  const rewritten = inspector(page)
    .locator('.packet.open .hop', { has: page.locator('s') })
    .first();
  await expect(rewritten.locator('.headers')).toContainText(/10\.110\.\d+\.\d+:80 → 10\.244\.\d\.\d:8080/);
  await expect(inspector(page).locator('.packet.open .conntrack-line').first()).toContainText(
    /dst=10\.110\.\d+\.\d+ .*src=10\.244\.\d\.\d dst=10\.244\.1\.\d/,
  );
  await inspector(page).locator('.packet', { hasText: 'SYN-ACK' }).locator('.packet-head').click();
  const turned = inspector(page)
    .locator('.packet.open .hop', { has: page.locator('s') })
    .first();
  await expect(turned.locator('.headers')).toContainText(/10\.244\.\d\.\d:8080 → 10\.110\.\d+\.\d+:80/);
});

test('a click on a node leads to its rules, from a rule to the line of YAML, and back', async ({
  playground,
  page,
}) => {
  await playground.open();
  await page.getByRole('button', { name: 'Node node-1' }).click();
  await inspector(page).getByRole('button', { name: 'Its rules' }).click();
  const lines = inspector(page).getByRole('region', { name: 'iptables-save' });
  await expect(lines).toContainText('*nat');
  await page.keyboard.press('/');
  await expect(inspector(page).getByRole('searchbox')).toBeFocused();
  await inspector(page).getByRole('searchbox').fill('random-generator cluster ip');
  await expect(lines.locator('.rule-line')).toHaveCount(2);
  await lines.locator('.rule-line', { hasText: '-A KUBE-SERVICES' }).click();
  await expect(page.locator('.monaco-editor .current-line').first()).toBeVisible();
  await expect(inspector(page).locator('.rule-origin')).toContainText('Service/default/random-generator spec.ports[0]');
  await inspector(page).getByRole('searchbox').fill('');
  await playground.caretAfter('port: 80');
  await expect(inspector(page).locator('.rule-filters')).toContainText(/\d+ rules come from the line/);
  await expect(lines.locator('.rule-line.is-lit').first()).toBeVisible();
});

test('a click on a Pod shows its labels, addresses, variables and files', async ({ playground, page }) => {
  await playground.open();
  await playground.readyPods.first().click();
  const pane = inspector(page);
  await expect(pane.locator('.facts').first()).toContainText(/IP\s*10\.244\.\d\.\d/);
  await expect(pane.locator('.labels')).toContainText('app=random-generator');
  await expect(pane.locator('.environment')).toContainText(/RANDOM_GENERATOR_SERVICE_HOST=10\.110\.\d+\.\d+/);
  await expect(pane.locator('.environment')).toContainText('from Service/default/random-generator');
  await expect(pane.locator('.file-text').nth(0)).toContainText('search default.svc.cluster.local');
  await expect(pane.locator('.file-text').nth(1)).toContainText(/10\.244\.\d\.\d\trandom-generator-/);
  await pane.getByRole('button', { name: 'random-generator', exact: true }).click();
  await expect(pane).toContainText('targetPort, in the Pod');
  await expect(pane.locator('.endpoints > li')).toHaveCount(3);
});

test('kube-proxy in the other mode writes other rules, and the packets go through them', async ({
  playground,
  page,
}) => {
  await playground.open();
  await playground.inRealTime();
  await page.getByLabel('Mode of kube-proxy').selectOption('nftables');
  await page.getByRole('button', { name: 'Node node-1' }).click();
  await inspector(page).getByRole('tab', { name: 'Rules' }).click();
  const lines = inspector(page).getByRole('region', { name: 'nft list table' });
  await expect(lines).toContainText('table ip kube-proxy {');
  expect(await playground.text('cluster.yaml')).toContain('mode: nftables');
  await page.getByLabel('Mode of kube-proxy').selectOption('iptables');
  await expect(inspector(page).getByRole('region', { name: 'iptables-save' })).toContainText('*nat');
});

/** Opens an example from the gallery and runs until a request has come out. */
async function openExample(playground: Playground, page: Page, title: string): Promise<void> {
  await page.getByTitle('All examples').click();
  await page.getByRole('dialog', { name: 'Examples' }).getByText(title).click();
  await expect(page.getByTitle('All examples')).toContainText(title);
  await playground.inRealTime();
}

test('an example from the gallery opens broken; the line to blame is cured by a click', async ({
  playground,
  page,
}) => {
  await playground.open();
  await openExample(playground, page, 'The selector finds nobody');
  expect(await page.evaluate(() => window.location.hash)).toBe('#lesson=03-selector');
  await expect(playground.rules).toHaveAttribute('aria-label', /rejects: no endpoints/);
  await playground.showTraffic();
  await page.locator('.event-row').filter({ hasText: 'rejected' }).first().click();
  const cure = inspector(page).getByRole('region', { name: 'What to change' });
  await expect(cure).toContainText('tier: back-end');
  await cure.getByRole('button', { name: 'Apply the fix' }).click();
  await expect(playground.rules).toHaveAttribute('aria-label', /3 branches/);
  await expect(page.locator('.event-row').filter({ hasText: '200' }).first()).toBeVisible();
  await page.keyboard.press('u');
  await expect(playground.rules).toHaveAttribute('aria-label', /rejects: no endpoints/);
});

test('what the server added stands between the lines, and is not in the text', async ({ playground, page }) => {
  await playground.open();
  const before = await playground.text('app.yaml');
  await page.getByRole('button', { name: 'Defaults' }).click();
  const added = page.locator('.added-line');
  await expect(added.filter({ hasText: 'sessionAffinity: None' })).toContainText('default');
  await expect(added.filter({ hasText: /^clusterIP: 10\.110/ })).toContainText('picked');
  expect(await playground.text('app.yaml')).toBe(before);
  await page.getByRole('button', { name: 'Defaults' }).click();
  await expect(added).toHaveCount(0);
});
