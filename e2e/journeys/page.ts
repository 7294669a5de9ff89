import { test as base, expect, type Locator, type Page } from '@playwright/test';

/** The playground as a person sees it. */
export class Playground {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get clock(): Locator {
    return this.page.getByRole('timer', { name: 'Time in the cluster' });
  }

  /** Cards of Pods of the example's Deployment. */
  get pods(): Locator {
    return this.page.locator('[aria-label^="Pod random-generator-"]');
  }

  get readyPods(): Locator {
    return this.page.locator('[aria-label^="Pod random-generator-"][aria-label*=", ready,"]');
  }

  /** The ladder of rules for the example's Service. */
  get rules(): Locator {
    return this.page.locator('[aria-label^="Rules on "][aria-label*="random-generator"]');
  }

  get problems(): Locator {
    return this.page.locator('.editor-problem');
  }

  async open(): Promise<void> {
    await this.page.goto('/');
    await expect(this.readyPods).toHaveCount(3);
  }

  /**
   * Puts the caret at the end of the first line of app.yaml with this text (Monaco is waited for). By keys: a click on a
   * line half out of sight would first scroll what Monaco scrolls itself.
   */
  async caretAfter(text: string): Promise<void> {
    const lines = (await this.text('app.yaml')).split('\n');
    const line = lines.findIndex((one) => one.includes(text));
    expect(line, `a line with ${text}`).not.toBe(-1);
    await this.page.locator('.monaco-editor .view-line').first().click();
    await this.page.keyboard.press('ControlOrMeta+Home');
    for (let i = 0; i < line; i++) await this.page.keyboard.press('ArrowDown');
    await this.page.keyboard.press('End');
  }

  /** Replaces the last letters of the first line with this text. */
  async retype(line: string, letters: number, text: string): Promise<void> {
    await this.caretAfter(line);
    for (let i = 0; i < letters; i++) await this.page.keyboard.press('Backspace');
    await this.page.keyboard.type(text);
  }

  /** The text of a manifest file, as the page holds it. */
  text(file: string): Promise<string> {
    return this.page.evaluate(
      (name) => window.portolan?.scenario.files().find((one) => one.name === name)?.text ?? '',
      file,
    );
  }

  /** Puts a text in the place of a manifest file's, as an embedding page would; resolves when the cluster has read it. */
  async write(file: string, text: string): Promise<void> {
    await this.page.evaluate(([name, words]) => window.portolan?.scenario.write(name, words), [file, text] as const);
  }

  /** As fast as a clock on the wall: quick, and light enough for a busy machine. */
  async inRealTime(): Promise<void> {
    await this.page.evaluate(() => window.portolan?.clock.setSpeed(1));
  }

  /** As fast as the page can show. */
  async hurry(): Promise<void> {
    const speed = this.page.getByRole('slider', { name: 'speed' });
    await speed.focus();
    await speed.press('End');
  }

  /** The clock's text once it stands still: a step glides to its hop. */
  async settledClock(): Promise<string> {
    let text = await this.clock.innerText();
    await expect(async () => {
      const before = text;
      await this.page.waitForTimeout(300);
      text = await this.clock.innerText();
      expect(text).toBe(before);
    }).toPass();
    return text;
  }

  /** The names of the example's Pods, in order. */
  podNames(): Promise<readonly string[]> {
    return this.pods.evaluateAll((all) => all.map((one) => one.getAttribute('data-thing') ?? '').toSorted());
  }

  /** A machine of the chart. */
  machine(name: string): Locator {
    return this.page.locator(`.chart [aria-label^="Node ${name}"]`);
  }

  /** Does something to a thing of the chart by keys alone: its menu, then the item. */
  async act(thing: Locator, word: string): Promise<void> {
    await thing.focus();
    await this.page.keyboard.press('a');
    const item = this.page.getByRole('menuitem', { name: word, exact: true });
    await expect(this.page.getByRole('menuitem').first()).toBeFocused();
    while (!(await item.evaluate((one) => one === document.activeElement))) await this.page.keyboard.press('ArrowDown');
    await this.page.keyboard.press('Enter');
  }

  /** Takes the last action back; the page says which it was. */
  async undo(says: string | RegExp): Promise<void> {
    await this.page.keyboard.press('u');
    await expect(this.page.getByRole('status').filter({ hasText: 'taken back' })).toContainText(says);
  }

  /** The lines that the list of events has under You. */
  async deeds(): Promise<Locator> {
    await this.page.keyboard.press('e');
    await this.page.getByRole('button', { name: 'You', exact: true }).click();
    return this.page.locator('.event-row');
  }

  /** Opens the list of events and shows traffic only. */
  async showTraffic(): Promise<void> {
    await this.page.getByRole('button', { name: 'Events' }).click();
    await this.page.getByRole('button', { name: 'Traffic' }).click();
  }
}

/** Every journey also proves that nothing is said on the console and nothing is asked of another origin. */
export const test = base.extend<{ playground: Playground }>({
  playground: async ({ page, baseURL }, use) => {
    const faults: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(error.stack ?? error.message));
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol !== 'data:' && origin !== baseURL) faults.push(`asked ${request.url()}`);
    });
    await use(new Playground(page));
    expect(faults).toEqual([]);
  },
});

export { expect };
