import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { offerAutomation } from './ui/automation.ts';
import { App } from './ui/frame/index.ts';
import {
  browserShelf,
  connect,
  keepEverything,
  loadFiles,
  readKept,
  restore,
  startCluster,
  store,
} from './ui/store/index.ts';
import { applyTheme, preferredTheme } from './ui/theme/index.ts';
import type { ManifestFile } from './worker/protocol.ts';

/** The scenario that the page opens with. */
const SCENARIO = 'lessons/01-first-packet';

/** The files of a scenario, in the order of their tabs. */
const FILES = ['app.yaml', 'cluster.yaml', 'traffic.yaml'];

async function fetchFile(name: string): Promise<ManifestFile> {
  const answer = await fetch(`${import.meta.env.BASE_URL}${SCENARIO}/${name}`);
  if (!answer.ok) throw new Error(`${name}: ${answer.status} ${answer.statusText}`);
  return { name, text: await answer.text() };
}

/** Opens the scenario, with what the person made of it on the last visit. */
async function openScenario(kept: readonly ManifestFile[] | undefined): Promise<void> {
  try {
    loadFiles(await Promise.all(FILES.map(fetchFile)), kept);
    startCluster(store.getState().files);
  } catch (error) {
    store.setState({ engine: 'failed', failure: error instanceof Error ? error.message : String(error) });
  }
}

// The engine starts to load before anything is drawn: the first packet is what the page is waited for.
const engine = new Worker(new URL('./worker/main.ts', import.meta.url), { type: 'module' });
const shelf = browserShelf();
const kept = readKept(shelf);
store.setState({ theme: preferredTheme() });
restore(kept);
keepEverything(shelf);
connect(engine);
void openScenario(kept.files);
offerAutomation();

applyTheme(store.getState().theme);
store.subscribe((now, before) => {
  if (now.theme !== before.theme) applyTheme(now.theme);
});

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
