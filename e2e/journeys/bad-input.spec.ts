import { expect, test } from './page.ts';

const [OBJECT, SERVICE] = ['apiVersion: v1\nkind: Service\n', 'spec:\n  ports:\n    - port: 80\n'];

/** Each level names the one before nine times: 9^9 letters, if somebody unfolds it. */
const BOMB = [...'abcdefghi']
  .map((name, level, names) => {
    const one = level === 0 ? 'x' : `*${names[level - 1]}`;
    return `${name}: &${name} [${Array(9).fill(one).join(', ')}]`;
  })
  .join('\n');

/** A text, and the line and the words of the first problem with it. */
const BAD: readonly (readonly [what: string, text: string, line: number, words: string])[] = [
  ['no YAML', '}{ ::: %', 1, 'did not find expected key'],
  ['a tab', `${OBJECT}metadata:\n\tname: x\n`, 4, 'found character that cannot start any token'],
  ['a key twice', `${OBJECT}kind: Pod\nmetadata:\n  name: x\n${SERVICE}`, 3, 'key "kind" already set in map'],
  ['an alias bomb', BOMB, 1, 'excessive aliasing'],
  [
    'a key of JavaScript',
    `${OBJECT}__proto__:\n  x: 1\nmetadata:\n  name: x\n${SERVICE}`,
    3,
    'unknown field "__proto__"',
  ],
  [
    'an unknown kind',
    'apiVersion: v1\nkind: Pdo\nmetadata:\n  name: x\n',
    2,
    'no matches for kind "Pdo" in version "v1"',
  ],
  ['a list', '- a\n- b\n', 1, 'invalid object to validate'],
  ['no name', `${OBJECT}${SERVICE}`, 1, 'resource name may not be empty'],
  ['deep nesting', `a: ${'['.repeat(3000)}`, 1, 'exceeded max depth'],
];

test('bad text is named on its line, what ran still runs, and good text heals it', async ({ playground, page }) => {
  await playground.open();
  const good = await playground.text('app.yaml');
  for (const [what, text, line, words] of BAD)
    await test.step(what, async () => {
      await playground.write('app.yaml', text);
      const first = playground.problems.first();
      await expect(first).toContainText(words);
      await expect(first).toContainText(`app.yaml:${line}`);
      await expect(playground.readyPods).toHaveCount(3);
    });
  await playground.write('app.yaml', `${good}---\n${good}`);
  await expect(playground.problems).toHaveCount(2);
  await expect(playground.problems.first()).toContainText('services "random-generator" already exists');
  await page.reload();
  await expect(playground.problems).toHaveCount(2);
  expect(await playground.text('app.yaml')).toBe(`${good}---\n${good}`);
  await playground.write('app.yaml', good);
  await expect(playground.problems).toHaveCount(0);
  await expect(playground.readyPods).toHaveCount(3);
});

test('five megabytes of text: the page answers while they are read, and they outlive a reload', async ({
  playground,
  page,
}) => {
  await playground.open();
  const note = 'filler '.repeat(700);
  const services = Array.from({ length: 1000 }, (_, i) => {
    return `${OBJECT}metadata:\n  name: s${i}\n  annotations:\n    note: ${note}\nspec:\n  selector:\n    app: a${i}\n  ports:\n    - port: 80\n`;
  });
  const large = `${await playground.text('app.yaml')}---\n${services.join('---\n')}`.slice(0, 5_000_000);
  const applied = playground.write('app.yaml', large);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  await applied;
  await expect(playground.readyPods).toHaveCount(3);
  await expect(page.getByText('colours, completion and hover rest')).toBeVisible();
  await page.waitForTimeout(2500);
  await page.reload();
  await expect(page.locator('.editor-large')).toBeVisible();
  expect((await playground.text('app.yaml')).length).toBe(large.length);
});
