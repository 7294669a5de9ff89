import { lazy, type ReactNode, Suspense } from 'react';
import { foldProse, useStore } from '../store/index.ts';
import { Icon } from '../theme/index.ts';
import './gallery.css';

const Prose = lazy(() => import('./prose.tsx').then((module) => ({ default: module.Prose })));

/** What the example is about: what is seen, what to try. Folds to its title. */
export function Reading(): ReactNode {
  const lesson = useStore((state) => state.lesson);
  const prose = useStore((state) => state.prose);
  const folded = useStore((state) => state.panes.proseFolded);
  return (
    <section className={folded ? 'reading folded' : 'reading'} aria-label="About this example">
      <button
        type="button"
        className="reading-head"
        aria-expanded={!folded}
        aria-controls="reading-text"
        onClick={() => foldProse(!folded)}
      >
        <Icon name={folded ? 'open' : 'down'} size={12} />
        <b>{lesson?.title ?? 'Example'}</b>
        <span>{lesson?.book ?? ''}</span>
      </button>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div id="reading-text" className="reading-text scroll" tabIndex={0} hidden={folded} key={lesson?.folder}>
        <Suspense>
          <Prose text={prose} />
        </Suspense>
      </div>
    </section>
  );
}
