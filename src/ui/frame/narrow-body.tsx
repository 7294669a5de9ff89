import { type ReactNode, useEffect } from 'react';
import { Manifests } from '../editor/index.ts';
import { Inspector } from '../inspector/index.ts';
import { type NarrowTab, select, showNarrowTab, useStore } from '../store/index.ts';
import { Icon, TabList } from '../theme/index.ts';
import { Chart } from '../topology/index.ts';
import { Notices } from './notices.tsx';
import { PaneBoundary } from './pane-boundary.tsx';

const TABS: readonly (readonly [NarrowTab, string])[] = [
  ['chart', 'Chart'],
  ['manifests', 'YAML'],
  ['now', 'Now'],
];

/** One pane at a time; the chart stays where it is, and the other pane lies over it. */
export function NarrowBody({ phone }: { readonly phone: boolean }): ReactNode {
  const tab = useStore((state) => state.panes.narrowTab);
  const selection = useStore((state) => state.selection);
  const overlay = tab === 'now' || (!phone && tab === 'chart' && selection !== undefined);
  useEffect(() => {
    if (phone && selection !== undefined) showNarrowTab('now');
  }, [phone, selection]);
  const close = (): void => {
    select(undefined);
    showNarrowTab('chart');
  };
  return (
    <div className={phone ? 'body narrow-body phone' : 'body narrow-body'}>
      <TabList className="narrow-tabs" label="Panes" tabs={TABS} open={tab} onOpen={showNarrowTab} />
      <div className="narrow-panes">
        <div className="chart-pane">
          <PaneBoundary pane="The chart">
            <Chart />
          </PaneBoundary>
          <Notices />
        </div>
        {tab === 'manifests' && (
          <div className="pane over">
            <PaneBoundary pane="The editor">
              <Manifests />
            </PaneBoundary>
          </div>
        )}
        {overlay && (
          <div className="pane overlay">
            <button
              type="button"
              className="button quiet icon overlay-close"
              aria-label="Close the inspector"
              onClick={close}
            >
              <Icon name="cross" />
            </button>
            <PaneBoundary pane="The inspector">
              <Inspector />
            </PaneBoundary>
          </div>
        )}
      </div>
    </div>
  );
}
