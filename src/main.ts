import { browserShelf, EarlyPort, fetchLesson } from './ui/opening/index.ts';

// The first packet is what the page is waited for: the engine and the example come while the page is still being read.
const engine = new EarlyPort(new Worker(new URL('./worker/main.ts', import.meta.url), { type: 'module' }));
const opening = fetchLesson(window.location.hash, browserShelf(), true).then((opened) => {
  const { lesson } = opened;
  if (lesson) engine.postMessage({ t: 'start', seed: lesson.card.seed, files: lesson.files });
  return opened;
});
const { showPage } = await import('./ui/page.tsx');
showPage(engine, opening);
