import { browserShelf, EarlyPort, fetchLesson } from './ui/opening/index.ts';

/** Real ms that the page waits at most for the engine and the example. */
const HEAD_START = 1000;

// The first packet is what the page is waited for: the engine and the example come while the page is still being read.
const engine = new EarlyPort(new Worker(new URL('./worker/main.ts', import.meta.url), { type: 'module' }));
const opening = fetchLesson(window.location.hash, browserShelf(), true).then((opened) => {
  const { lesson } = opened;
  if (lesson) engine.postMessage({ t: 'start', seed: lesson.card.seed, files: lesson.files });
  return opened;
});
// To read the page keeps this thread busy, and a Worker cannot start meanwhile: engine and example get a moment to come
// first, and then work while the page is read.
await Promise.race([Promise.all([opening, engine.awake]), new Promise((resolve) => setTimeout(resolve, HEAD_START))]);
const { showPage } = await import('./ui/page.tsx');
showPage(engine, opening);
