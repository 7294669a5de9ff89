import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useStore } from '../store/index.ts';
import { Icon } from '../theme/index.ts';
import './gallery.css';

const Gallery = lazy(() => import('./gallery.tsx').then((module) => ({ default: module.Gallery })));

/** Where we are, and the door to the other examples. */
export function LessonCrumb(): ReactNode {
  const title = useStore((state) => state.lesson?.title);
  const [open, setOpen] = useState(false);
  return (
    <>
      <nav className="crumb" aria-label="Example">
        <span aria-hidden="true">›</span>
        <button
          type="button"
          className="crumb-button"
          aria-haspopup="dialog"
          aria-expanded={open}
          title="All examples"
          onClick={() => setOpen(true)}
        >
          <b>{title ?? 'Examples'}</b>
          <Icon name="down" size={12} />
        </button>
      </nav>
      {open && (
        <Suspense>
          <Gallery close={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
