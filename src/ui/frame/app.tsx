import { lazy, type ReactNode, Suspense, useCallback, useMemo, useRef } from 'react';
import { useKeyboard } from '../commands/index.ts';
import { MenuOnThings, openMenu } from '../inspector/index.ts';
import { showEvents, useStore } from '../store/index.ts';
import { loadEventsDrawer, Timeline } from '../timeline/index.ts';
import { useArrangement } from './arrangement.ts';
import { NarrowBody } from './narrow-body.tsx';
import { PaneBoundary } from './pane-boundary.tsx';
import { HELP, TopBar } from './top-bar.tsx';
import { WideBody } from './wide-body.tsx';
import './frame.css';

const EventsDrawer = lazy(() => loadEventsDrawer().then((module) => ({ default: module.EventsDrawer })));

interface Folds {
  readonly manifests: () => void;
  readonly inspector: () => void;
}

/** The page: the bar on top, the panes, the drawer of events, the timeline. */
export function App(): ReactNode {
  const arrangement = useArrangement();
  const eventsOpen = useStore((state) => state.panes.eventsOpen);
  const folds = useRef<Folds>(undefined);
  const onFolds = useCallback((given: Folds) => {
    folds.current = given;
  }, []);
  const extra = useMemo(
    () => ({
      '?': () => document.getElementById(HELP)?.togglePopover(),
      a: openMenu,
      '[': () => folds.current?.manifests(),
      ']': () => folds.current?.inspector(),
    }),
    [],
  );
  useKeyboard(extra);
  const narrow = arrangement === 'narrow' || arrangement === 'phone';
  return (
    <div className="app">
      <TopBar keys={extra} />
      <main className="app-body">
        {narrow ? (
          <NarrowBody phone={arrangement === 'phone'} />
        ) : (
          <WideBody arrangement={arrangement} onFolds={onFolds} />
        )}
      </main>
      {eventsOpen && (
        <PaneBoundary pane="The list of events">
          <Suspense fallback={<section className="drawer" aria-label="Events" aria-busy="true" />}>
            <EventsDrawer close={() => showEvents(false)} />
          </Suspense>
        </PaneBoundary>
      )}
      <PaneBoundary pane="The timeline">
        <Timeline phone={arrangement === 'phone'} />
      </PaneBoundary>
      <MenuOnThings />
    </div>
  );
}
