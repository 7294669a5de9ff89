// Installs what is missing before `npm start` (deps) and `npm test` (deps browser). Runs before node_modules exists: Node's own modules only.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const OLDEST_NODE = [20, 19];
const BROWSER_NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const BROWSER_PATHS = {
  darwin: ['/Applications', join(homedir(), 'Applications')].flatMap((folder) => [
    `${folder}/Google Chrome.app/Contents/MacOS/Google Chrome`,
    `${folder}/Chromium.app/Contents/MacOS/Chromium`,
  ]),
  win32: [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .map((folder) => `${folder}\\Google\\Chrome\\Application\\chrome.exe`),
};

const say = (text) => process.stderr.write(`${text}\n`);

function fail(text) {
  say(text);
  process.exit(1);
}

function run(command, args) {
  say(`$ ${[command, ...args].join(' ')}`);
  return (
    spawnSync(command, args, { cwd: ROOT, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' }).status === 0
  );
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

/** Installs the locked packages unless a stamp says that node_modules was made from this very lock. */
function ensureDependencies() {
  const stamp = join(ROOT, 'node_modules', '.lock-sha256');
  const wanted = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  if (!run('npm', ['ci', '--no-audit', '--no-fund']))
    fail('The packages could not be installed: see what `npm ci` says above.');
  writeFileSync(stamp, wanted);
}

/** The browser that Playwright keeps for itself, when it has one. */
async function playwrightsOwn() {
  const { chromium } = await import(pathToFileURL(join(ROOT, 'node_modules', '@playwright', 'test', 'index.mjs')).href);
  return chromium.executablePath();
}

/** The browser that the tests will drive, or undefined when this machine has none. */
export async function findBrowser() {
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => BROWSER_NAMES.map((name) => join(folder, name)));
  const candidates = [await playwrightsOwn(), ...onPath, ...(BROWSER_PATHS[process.platform] ?? [])];
  return process.env.PORTOLAN_CHROMIUM || candidates.find(isExecutable);
}

function installFromDebian() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  process.env['DEBIAN_FRONTEND'] = 'noninteractive';
  if (run('apt-get', ['update'])) run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
}

async function ensureBrowser() {
  if (process.env.PORTOLAN_CHROMIUM && !isExecutable(process.env.PORTOLAN_CHROMIUM))
    fail(`PORTOLAN_CHROMIUM names ${process.env.PORTOLAN_CHROMIUM}, which cannot be run.`);
  if (await findBrowser()) return;
  run(process.execPath, [join('node_modules', '@playwright', 'test', 'cli.js'), 'install', 'chromium']);
  if (await findBrowser()) return;
  installFromDebian();
  if (!(await findBrowser()))
    fail('No browser for the tests: install Chromium or Chrome, or set PORTOLAN_CHROMIUM to the path of one.');
}

async function ensure(wanted) {
  if (!isNewEnough(process.versions.node))
    fail(`Portolan needs Node.js ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.`);
  if (wanted.includes('deps')) ensureDependencies();
  if (wanted.includes('browser')) await ensureBrowser();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await ensure(process.argv.slice(2));
