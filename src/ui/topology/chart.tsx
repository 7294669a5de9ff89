import 'reactflow/dist/base.css';
import './topology.css';
import './wire/wire.css';
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import { ReactFlow, type ReactFlowProps, ReactFlowProvider, useStore as useFlow } from 'reactflow';
import { playHead, select, store, useStore } from '../store/index.ts';
import { useCamera } from './camera.ts';
import { ChartBar } from './chart-bar.tsx';
import { ControlPlane } from './control-plane/overlay.tsx';
import { linesOf, pointed, Roads } from './edges/roads.tsx';
import { Ground } from './ground/ground.tsx';
import { Legend } from './legend.tsx';
import { lightThing } from './lights.ts';
import { useFewAtATime } from './nodes/few-at-a-time.ts';
import { NODE_TYPES } from './nodes/node-types.ts';
import { PacketCanvas } from './packets/packet-canvas.tsx';
import { flightAt } from './packets/stage.ts';
import type { Travelled } from './travelled.ts';
import { useFollow } from './use-follow.ts';
import { type Placed, usePlaced, useTravelled, useWirePlaced } from './use-layout.ts';
import { Waiting } from './waiting.tsx';
import { useReturnOfFocus, walkFrom } from './walking.ts';
import { WireGround } from './wire/wire-ground.tsx';

/** From so many nodes on only those on the screen are in the document. */
const MANY = 200;

/** How much of a card is legible at a zoom: all, name and address, name, or the lamp alone. Text stays legible (`leastAt`): what does not fit leaves. */
function detailAt(zoom: number): 'all' | 'address' | 'name' | 'lamp' {
  if (zoom >= 0.84) return 'all';
  if (zoom >= 0.72) return 'address';
  return zoom >= 0.5 ? 'name' : 'lamp';
}

/** The least size of text on the screen: that of a print, and a little less where the chart is smaller than its print. */
function leastAt(zoom: number): string {
  return zoom >= 0.9 ? '12px' : '11px';
}

type PressedPacket = ReturnType<typeof flightAt>;

/** The packet that the pointer went down on: until it comes up again a moving packet is somewhere else. */
let pressed: PressedPacket;

/** Real milliseconds that a picture is old when it is aimed at. */
const SEEN_BEFORE = 40;

function press({ clientX: x, clientY: y }: PointerEvent): void {
  const now = playHead.now();
  const before = playHead.playing ? now - SEEN_BEFORE * playHead.speed : now;
  pressed = flightAt(now, { x, y }) ?? flightAt(before, { x, y });
}

/** A click near a packet means the packet, whatever lies under it. */
function choosePacket(event: MouseEvent): void {
  const found = pressed ?? flightAt(playHead.now(), { x: event.clientX, y: event.clientY });
  pressed = undefined;
  // A click by the keyboard has no place: it means what has the focus.
  if (found === undefined || event.detail === 0) return;
  event.stopPropagation();
  event.preventDefault();
  select({ of: 'conversation', id: found.conversation, flight: found.flight });
}

function showHand(event: PointerEvent<HTMLElement>): void {
  if (event.buttons !== 0) return;
  const found = flightAt(playHead.now(), { x: event.clientX, y: event.clientY });
  event.currentTarget.classList.toggle('on-packet', found !== undefined);
}

/** React Flow as the chart uses it: it draws nodes and moves the camera; roads, keys, choosing and dragging are not its own. */
const PLAIN = {
  nodeTypes: NODE_TYPES,
  nodesDraggable: false,
  nodesConnectable: false,
  nodesFocusable: false,
  elementsSelectable: false,
  disableKeyboardA11y: true,
  // Its key listeners would swallow the space typed in the editor, which is no text area.
  panActivationKeyCode: null,
  selectionKeyCode: null,
  multiSelectionKeyCode: null,
  zoomActivationKeyCode: null,
  deleteKeyCode: null,
  zoomOnDoubleClick: false,
  minZoom: 0.2,
  maxZoom: 2.5,
} as const satisfies ReactFlowProps;

/** The layout for those who read it between two renders. */
function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  }, [value]);
  return latest;
}

function pointAt(id: string | undefined): void {
  pointed.setState({ id });
  lightThing(id);
}

/** What React Flow calls; the same functions on every drawing, because a new one wakes every card. */
const HANDLERS = {
  onNodeMouseEnter: (_, node) => pointAt(node.id),
  onNodeMouseLeave: () => pointAt(undefined),
  onPaneClick: () => select(undefined),
} as const satisfies ReactFlowProps;

interface SeaProps {
  readonly placed: Placed;
  readonly travelled: Travelled;
  readonly take: () => void;
}

const Sea = memo(function Sea({ placed, travelled, take }: SeaProps): ReactNode {
  const { layout, nodes } = placed;
  const drawn = useFewAtATime(nodes);
  const latest = useLatest(layout);
  const takeByHand = useCallback((event: unknown) => event !== null && take(), [take]);
  const walk = (event: KeyboardEvent): void => {
    const { things } = store.getState();
    walkFrom(event, nodes, layout.lens === 'wire' ? [] : linesOf(layout, things, travelled));
  };
  return (
    <ReactFlow
      {...PLAIN}
      {...HANDLERS}
      nodes={drawn}
      onlyRenderVisibleElements={nodes.length > MANY}
      onMove={takeByHand}
      onKeyDown={walk}
    >
      {nodes.length > 0 && (layout.lens === 'wire' ? <WireGround layout={layout} /> : <Ground layout={layout} />)}
      {layout.lens === 'concept' && <Roads layout={layout} travelled={travelled} />}
      <PacketCanvas layout={latest} />
    </ReactFlow>
  );
});

function Lens(): ReactNode {
  const things = useStore((state) => state.things);
  const travelled = useTravelled(useStore((state) => state.conversations));
  const lens = useStore((state) => state.panes.lens);
  const concept = usePlaced(things, lens === 'concept');
  const wire = useWirePlaced(things, travelled, lens === 'wire');
  const placed: Placed = lens === 'wire' ? wire : concept;
  const camera = useCamera(placed.layout.bounds, things.size > 0, lens);
  const [follows, follow] = useState(false);
  useFollow(follows, camera);
  useReturnOfFocus();
  const detail = useFlow((state) => detailAt(state.transform[2]));
  const zoom = useFlow((state) => Math.round(state.transform[2] * 50) / 50);
  return (
    <section
      className="chart"
      aria-label="Chart"
      data-detail={detail}
      data-lens={lens}
      style={{ '--zoom': zoom, '--least': leastAt(zoom) } as CSSProperties}
    >
      <ChartBar camera={camera} follows={follows} follow={follow} />
      <div className="chart-sea" onPointerDownCapture={press} onClickCapture={choosePacket} onPointerMove={showHand}>
        <Sea placed={placed} travelled={travelled} take={camera.take} />
        {things.size === 0 && <Waiting />}
      </div>
      <ControlPlane />
      <Legend lens={lens} shapes={travelled.shapes} />
    </section>
  );
}

/** The chart through one of its lenses: who calls whom through which rules, or where everything really is; and the packets on their way. Fills its parent. */
export function Chart(): ReactNode {
  return (
    <ReactFlowProvider>
      <Lens />
    </ReactFlowProvider>
  );
}
