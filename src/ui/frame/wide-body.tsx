import { type ReactNode, type RefObject, useCallback, useEffect, useState } from 'react';
import { Group, Panel, type PanelImperativeHandle, Separator, usePanelRef } from 'react-resizable-panels';
import { Manifests } from '../editor/index.ts';
import { Inspector, InspectorRail } from '../inspector/index.ts';
import { keepLayout, store, useStore } from '../store/index.ts';
import { Icon } from '../theme/index.ts';
import { Chart } from '../topology/index.ts';
import { RAIL, type Sides, usualSides } from './arrangement.ts';
import { Notices } from './notices.tsx';
import { PaneBoundary } from './pane-boundary.tsx';

type Handle = RefObject<PanelImperativeHandle | null>;

/** Folds a pane away, or opens it again. */
function toggle(pane: Handle): void {
  if (pane.current?.isCollapsed()) pane.current.expand();
  else pane.current?.collapse();
}

/** The widths that the person dragged for this arrangement, or the design's. */
function sidesFor(arrangement: 'roomy' | 'wide' | 'compact', packetOpen: boolean): Sides & { readonly kept: string } {
  const kept = packetOpen ? `${arrangement} packet` : arrangement;
  return { ...usualSides(arrangement, packetOpen), ...store.getState().panes.layouts[kept], kept };
}

function Divider({ label, fold }: { readonly label: string; readonly fold: () => void }): ReactNode {
  return <Separator className="divider" aria-label={label} disableDoubleClick onDoubleClick={fold} />;
}

function ManifestsRail({ open }: { readonly open: () => void }): ReactNode {
  return (
    <button type="button" className="rail" onClick={open} aria-label="Open the manifests">
      <Icon name="list" />
      <span className="rail-name">Manifests</span>
    </button>
  );
}

interface Props {
  readonly arrangement: 'roomy' | 'wide' | 'compact';
  /** Puts the fold keys of the two side panes into the frame's keyboard map. */
  readonly onFolds: (folds: { readonly manifests: () => void; readonly inspector: () => void }) => void;
}

/** Three panes side by side, divided as the person likes; the chart gives way last. */
export function WideBody({ arrangement, onFolds }: Props): ReactNode {
  const packetOpen = useStore((state) => state.selection?.of === 'conversation');
  const nothingOpen = useStore((state) => state.selection === undefined);
  const manifests = usePanelRef();
  const inspector = usePanelRef();
  const [folded, setFolded] = useState({ manifests: false, inspector: arrangement === 'compact' && nothingOpen });
  const sides = sidesFor(arrangement, packetOpen);
  const railed = arrangement === 'compact' && nothingOpen;

  useEffect(() => {
    const { manifests: left, inspector: right } = sidesFor(arrangement, packetOpen);
    if (!manifests.current?.isCollapsed()) manifests.current?.resize(left);
    if (railed) inspector.current?.collapse();
    else inspector.current?.resize(right);
  }, [arrangement, packetOpen, railed, manifests, inspector]);

  useEffect(
    () => onFolds({ manifests: () => toggle(manifests), inspector: () => toggle(inspector) }),
    [onFolds, manifests, inspector],
  );

  const noteFolds = useCallback(() => {
    const now = { manifests: manifests.current?.isCollapsed() ?? false, inspector: inspector.current?.isCollapsed() ?? false };
    setFolded((before) => (before.manifests === now.manifests && before.inspector === now.inspector ? before : now));
  }, [manifests, inspector]);

  const keepDragged = (): void => {
    const left = manifests.current?.getSize().inPixels;
    const right = inspector.current?.getSize().inPixels;
    if (left === undefined || right === undefined) return;
    keepLayout(sides.kept, { ...(left > RAIL && { manifests: left }), ...(right > RAIL && { inspector: right }) });
  };

  return (
    <Group
      className="body wide-body"
      orientation="horizontal"
      onLayoutChanged={(_layout, { isUserInteraction }) => isUserInteraction && keepDragged()}
    >
      <Panel
        id="manifests"
        className="pane"
        panelRef={manifests}
        defaultSize={sides.manifests}
        minSize={200}
        maxSize="45%"
        collapsible
        collapsedSize={RAIL}
        groupResizeBehavior="preserve-pixel-size"
        onResize={noteFolds}
      >
        {folded.manifests ? <ManifestsRail open={() => manifests.current?.expand()} /> : null}
        <div className="pane-inside" hidden={folded.manifests}>
          <PaneBoundary pane="The editor">
            <Manifests />
          </PaneBoundary>
        </div>
      </Panel>
      <Divider label="Width of the manifests" fold={() => toggle(manifests)} />
      <Panel id="chart" className="chart-pane" minSize={320}>
        <PaneBoundary pane="The chart">
          <Chart />
        </PaneBoundary>
        <Notices />
      </Panel>
      <Divider label="Width of the inspector" fold={() => toggle(inspector)} />
      <Panel
        id="inspector"
        className="pane"
        panelRef={inspector}
        defaultSize={folded.inspector ? RAIL : sides.inspector}
        minSize={240}
        maxSize="45%"
        collapsible
        collapsedSize={RAIL}
        groupResizeBehavior="preserve-pixel-size"
        onResize={noteFolds}
      >
        <PaneBoundary pane="The inspector">
          {folded.inspector ? <InspectorRail open={() => inspector.current?.resize(sides.inspector)} /> : <Inspector />}
        </PaneBoundary>
      </Panel>
    </Group>
  );
}
