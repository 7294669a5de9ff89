import { lazy, type ReactNode, Suspense } from 'react';
import { type InspectorTab, showInspectorTab, useStore } from '../store/index.ts';
import { TabList } from '../theme/index.ts';
import { NowPage } from './conversation-list.tsx';
import { PacketPage } from './packet-page.tsx';
import './inspector.css';

// The pages that nobody sees before a click come after the chart.
const ObjectPage = lazy(() => import('./object-page.tsx').then((module) => ({ default: module.ObjectPage })));
const RulesPage = lazy(() => import('./rules-page.tsx').then((module) => ({ default: module.RulesPage })));
const ConntrackPage = lazy(() => import('./conntrack-page.tsx').then((module) => ({ default: module.ConntrackPage })));

function First(): ReactNode {
  const selection = useStore((state) => state.selection);
  if (selection?.of !== 'conversation') return <NowPage />;
  return <PacketPage key={selection.id} id={selection.id} pinned={selection.flight} />;
}

function Page({ tab }: { readonly tab: InspectorTab }): ReactNode {
  switch (tab) {
    case 'now':
      return <First />;
    case 'object':
      return <ObjectPage />;
    case 'rules':
      return <RulesPage />;
    case 'conntrack':
      return <ConntrackPage />;
  }
}

/** What is looked at closely: a conversation hop by hop, an object, a node's rules, its connections. */
export function Inspector(): ReactNode {
  const tab = useStore((state) => state.panes.inspectorTab);
  const packetOpen = useStore((state) => state.selection?.of === 'conversation');
  const scrolls = tab === 'now' || tab === 'object';
  return (
    <section className="inspector" aria-label="Inspector">
      <TabList
        label="Inspector pages"
        panel="inspector-page"
        tabs={[
          ['now', packetOpen ? 'Packet' : 'Now'],
          ['object', 'Object'],
          ['rules', 'Rules'],
          ['conntrack', 'Conntrack'],
        ]}
        open={tab}
        onOpen={showInspectorTab}
      />
      <div
        key={tab}
        id="inspector-page"
        className={scrolls ? 'inspector-page scroll' : 'inspector-page still'}
        role="tabpanel"
        tabIndex={-1}
      >
        <Suspense>
          <Page tab={tab} />
        </Suspense>
      </div>
    </section>
  );
}
