import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { showEvents, useStore } from '../store/index.ts';
import { EventsDrawer, Timeline } from '../timeline/index.ts';
import { useArrangement } from './arrangement.ts';
import { useKeyboard } from './keyboard.ts';
import { NarrowBody } from './narrow-body.tsx';
import { PaneBoundary } from './pane-boundary.tsx';
import { TopBar } from './top-bar.tsx';
import { WideBody } from './wide-body.tsx';
import './frame.css';

interface Folds {
  readonly manifests: () => void;
  readonly inspector: () => void;
}

/** The page: the bar on top, the panes, the drawer of events, the timeline. */
export function App(): ReactNode {
  const arrangement = useArrangement();
  const eventsOpen = useStore((state) => state.panes.eventsOpen);
  const [help, setHelp] = useState(false);
  const folds = useRef<Folds>(undefined);
  const onFolds = useCallback((given: Folds) => {
    folds.current = given;
  }, []);
  const extra = useMemo(
    () => ({
      '?': () => setHelp((open) => !open),
      '[': () => folds.current?.manifests(),
      ']': () => folds.current?.inspector(),
    }),
    [],
  );
  useKeyboard(extra);
  const narrow = arrangement === 'narrow' || arrangement === 'phone';
  return (
    <div className="app">
      <TopBar help={help} onHelp={setHelp} />
      <main className="app-body">
        {narrow ? <NarrowBody phone={arrangement === 'phone'} /> : <WideBody arrangement={arrangement} onFolds={onFolds} />}
      </main>
      {eventsOpen && (
        <PaneBoundary pane="The list of events">
          <EventsDrawer close={() => showEvents(false)} />
        </PaneBoundary>
      )}
      <PaneBoundary pane="The timeline">
        <Timeline phone={arrangement === 'phone'} />
      </PaneBoundary>
    </div>
  );
}
