import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { offerAutomation } from './ui/automation.ts';
import { App } from './ui/frame/index.ts';
import { browserShelf, connect, followAddress, keepEverything, readKept, restore, store } from './ui/store/index.ts';
import { applyTheme, preferredTheme } from './ui/theme/index.ts';

// The engine starts to load before anything is drawn: the first packet is what the page is waited for.
const engine = new Worker(new URL('./worker/main.ts', import.meta.url), { type: 'module' });
const shelf = browserShelf();
store.setState({ theme: preferredTheme() });
restore(readKept(shelf));
keepEverything(shelf);
connect(engine);
followAddress();
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
