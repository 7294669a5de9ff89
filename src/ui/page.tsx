import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { offerAutomation } from './automation.ts';
import { App } from './frame/index.ts';
import { browserShelf, type EarlyPort, type Opened } from './opening/index.ts';
import { connect, followAddress, keepEverything, readKept, restore, store, takeOpening } from './store/index.ts';
import { applyTheme, preferredTheme } from './theme/index.ts';

/** Puts the playground on the page, on an engine that may be at work already for the example that is being opened. */
export function showPage(engine: EarlyPort, opening: Promise<Opened>): void {
  const shelf = browserShelf();
  store.setState({ theme: preferredTheme() });
  restore(readKept(shelf));
  keepEverything(shelf);
  connect(engine);
  followAddress();
  void opening.then((opened) => {
    takeOpening(opened);
    engine.letThrough();
  });
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
}
