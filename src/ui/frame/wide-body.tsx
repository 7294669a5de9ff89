import { type ReactNode, useEffect } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { Manifests } from '../editor/index.ts';
import { Inspector, InspectorRail } from '../inspector/index.ts';
import { Icon } from '../theme/index.ts';
import { Chart } from '../topology/index.ts';
import { RAIL } from './arrangement.ts';
import { Notices } from './notices.tsx';
import { PaneBoundary } from './pane-boundary.tsx';
import { type SidePane, useSidePanes, type WideArrangement } from './side-panes.ts';

function Divider({ label, fold }: { readonly label: string; readonly fold: () => void }): ReactNode {
  return <Separator className="divider" aria-label={label} disableDoubleClick onDoubleClick={fold} />;
}

function Side(props: {
  readonly id: string;
  readonly min: number;
  readonly pane: SidePane;
  readonly children: ReactNode;
}): ReactNode {
  const { panel, folded, width, noteFold } = props.pane;
  return (
    <Panel
      id={props.id}
      className="pane"
      panelRef={panel}
      defaultSize={folded ? RAIL : width}
      minSize={props.min}
      maxSize="45%"
      collapsible
      collapsedSize={RAIL}
      groupResizeBehavior="preserve-pixel-size"
      onResize={noteFold}
    >
      {props.children}
    </Panel>
  );
}

/** The manifests stay alive while they are folded away, so that nothing is loaded twice. */
function ManifestsSide({ pane }: { readonly pane: SidePane }): ReactNode {
  return (
    <Side id="manifests" min={200} pane={pane}>
      {pane.folded && (
        <button type="button" className="rail" onClick={pane.open} aria-label="Open the manifests">
          <Icon name="list" />
          <span className="rail-name">Manifests</span>
        </button>
      )}
      <div className="pane-inside" hidden={pane.folded}>
        <PaneBoundary pane="The editor">
          <Manifests />
        </PaneBoundary>
      </div>
    </Side>
  );
}

interface Props {
  readonly arrangement: WideArrangement;
  /** Hands the fold keys of the two side panes to the frame's keyboard map. */
  readonly onFolds: (folds: { readonly manifests: () => void; readonly inspector: () => void }) => void;
}

/** Three panes side by side, divided as the person likes; the chart gives way last. */
export function WideBody({ arrangement, onFolds }: Props): ReactNode {
  const { manifests, inspector, keepDragged } = useSidePanes(arrangement);
  useEffect(() => onFolds({ manifests: manifests.toggle, inspector: inspector.toggle }));
  return (
    <Group
      className="body wide-body"
      orientation="horizontal"
      onLayoutChanged={(_layout, { isUserInteraction }) => isUserInteraction && keepDragged()}
    >
      <ManifestsSide pane={manifests} />
      <Divider label="Width of the manifests" fold={manifests.toggle} />
      <Panel id="chart" className="chart-pane" minSize={320}>
        <PaneBoundary pane="The chart">
          <Chart />
        </PaneBoundary>
        <Notices />
      </Panel>
      <Divider label="Width of the inspector" fold={inspector.toggle} />
      <Side id="inspector" min={240} pane={inspector}>
        <PaneBoundary pane="The inspector">
          {inspector.folded ? <InspectorRail open={inspector.open} /> : <Inspector />}
        </PaneBoundary>
      </Side>
    </Group>
  );
}
