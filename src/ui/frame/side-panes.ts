import { type RefObject, useEffect, useState } from 'react';
import { type PanelImperativeHandle, usePanelRef } from 'react-resizable-panels';
import { keepLayout, store, useStore } from '../store/index.ts';
import { RAIL, type Sides, usualSides } from './arrangement.ts';

/** One of the two panes beside the chart. */
export interface SidePane {
  readonly panel: RefObject<PanelImperativeHandle | null>;
  readonly folded: boolean;
  /** The width to begin with and to open to, CSS px. */
  readonly width: number;
  /** Folds it away, or opens it again. */
  readonly toggle: () => void;
  /** Opens it to its width. */
  readonly open: () => void;
  /** Takes note that it was folded or opened by dragging. */
  readonly noteFold: () => void;
}

/** The arrangements in which the panes stand side by side. */
export type WideArrangement = 'roomy' | 'wide' | 'compact';

/** The name under which the widths of an arrangement are kept. */
const keptName = (arrangement: WideArrangement, packetOpen: boolean): string =>
  packetOpen ? `${arrangement} packet` : arrangement;

/** The widths that the person dragged for this arrangement, or the design's. */
function sidesFor(arrangement: WideArrangement, packetOpen: boolean): Sides {
  return {
    ...usualSides(arrangement, packetOpen),
    ...store.getState().panes.layouts[keptName(arrangement, packetOpen)],
  };
}

function useSidePane(width: number, foldedAtFirst: boolean): SidePane {
  const panel = usePanelRef();
  const [folded, setFolded] = useState(foldedAtFirst);
  const open = (): void => panel.current?.resize(width);
  return {
    panel,
    folded,
    width,
    open,
    toggle: () => (panel.current?.isCollapsed() ? open() : panel.current?.collapse()),
    noteFold: () => setFolded(panel.current?.isCollapsed() ?? false),
  };
}

/** Both side panes: as wide as the arrangement wants, or as the person dragged them. */
export function useSidePanes(arrangement: WideArrangement) {
  const packetOpen = useStore((state) => state.selection?.of === 'conversation');
  const railed = useStore((state) => arrangement === 'compact' && state.selection === undefined);
  const sides = sidesFor(arrangement, packetOpen);
  const manifests = useSidePane(sides.manifests, false);
  const inspector = useSidePane(sides.inspector, railed);
  const [left, right] = [manifests.panel, inspector.panel];
  useEffect(() => {
    const wanted = sidesFor(arrangement, packetOpen);
    if (left.current?.isCollapsed() === false) left.current.resize(wanted.manifests);
    if (railed) right.current?.collapse();
    else right.current?.resize(wanted.inspector);
  }, [arrangement, packetOpen, railed, left, right]);
  const keepDragged = (): void => {
    const widths = {
      manifests: left.current?.getSize().inPixels ?? 0,
      inspector: right.current?.getSize().inPixels ?? 0,
    };
    keepLayout(
      keptName(arrangement, packetOpen),
      Object.fromEntries(Object.entries(widths).filter(([, width]) => width > RAIL)),
    );
  };
  return { manifests, inspector, keepDragged };
}
