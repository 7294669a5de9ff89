import { memo, type ReactNode } from 'react';
import type { Node, NodeProps } from 'reactflow';
import type { Hook, NodeThing, ProxyView } from '../../../worker/protocol.ts';
import { select, useAt, useStore, useThing } from '../../store/index.ts';
import { Icon } from '../../theme/index.ts';
import { useLit } from '../lights.ts';
import { durationLabel } from '../names.ts';
import { MachineState, machineLook, machineWords } from '../nodes/machine-state.tsx';
import { KernelDrawing } from './kernel-drawing.tsx';
import type { WireMachine } from './machine.ts';
import { ReadRules } from './read-rules.tsx';
import { STATIONS } from './sizes.ts';

/** A machine of the Wire lens, its places counted from its own corner. */
export type WireMachineData = { readonly id: string; readonly machine: WireMachine };

/** kube-proxy stands beside the road: what it runs as, when it wrote last, and for how long its rules have been behind. */
function KubeProxy({ node }: { readonly node: NodeThing }): ReactNode {
  const { mode, syncedAt, behindSince } = node.proxy;
  const behind = useAt((now) =>
    behindSince === undefined || now < behindSince ? '' : durationLabel(now - behindSince),
  );
  const written = mode === 'nftables' ? 'nftables, synced' : 'synced';
  const synced = syncedAt === undefined ? 'nothing written yet' : `${written} ${(syncedAt / 1000).toFixed(2)}`;
  return (
    <span
      className={`wire-proxy ${behind === '' ? '' : 'behind'}`}
      title={`kube-proxy writes ${mode} rules; no packet passes through it`}
    >
      <Icon name={behind === '' ? 'wrench' : 'clock'} size={12} />
      kube-proxy
      <i>{behind === '' ? synced : `${behind} behind`}</i>
    </span>
  );
}

function Station({
  name,
  left,
  top,
}: {
  readonly name: string;
  readonly left: number;
  readonly top: number;
}): ReactNode {
  return (
    <span className="wire-station" style={{ left, top }}>
      {name}
    </span>
  );
}

/** The names over the stations, and beside those of the machine's own programs; hooks are called as the mode's own tool calls them. */
function Captions({ machine, mode }: { readonly machine: WireMachine; readonly mode: ProxyView['mode'] }): ReactNode {
  const top = machine.fromPods - 16;
  const { INPUT, OUTPUT } = machine.stations;
  const called = (hook: Hook): string => (mode === 'nftables' ? hook.toLowerCase() : hook);
  return (
    <>
      <Station name={called('PREROUTING')} left={STATIONS.PREROUTING} top={top} />
      <Station name="route" left={STATIONS.ROUTING} top={top} />
      <Station name={called('FORWARD')} left={STATIONS.FORWARD} top={top} />
      <Station name={called('POSTROUTING')} left={STATIONS.POSTROUTING} top={top} />
      <span className="wire-station at-left" style={{ left: INPUT.x - 9, top: INPUT.y }}>
        {called('INPUT')}
      </span>
      <span className="wire-station at-left" style={{ left: OUTPUT.x - 8, top: OUTPUT.y - 9 }}>
        {called('OUTPUT')}
      </span>
    </>
  );
}

function Holes({ machine }: { readonly machine: WireMachine }): ReactNode {
  return (
    <>
      {machine.holes.map(({ port, y, protocol, made }) => (
        <span
          key={`${protocol} ${port}`}
          className={`wire-hole by-${made}`}
          style={{ top: y }}
          title={made === 'rule' ? `${protocol} ${port}: no process listens, a rule takes it` : `a process listens`}
        >
          {port}
        </span>
      ))}
      {machine.moreHoles > 0 && (
        <span className="wire-hole more" style={{ top: machine.line + 18 }}>
          +{machine.moreHoles}
        </span>
      )}
    </>
  );
}

/** The link to the nodes' network, cut through before the coast. */
function CutLink({ machine }: { readonly machine: WireMachine }): ReactNode {
  return (
    <svg className="cut-link" width="1" height={machine.box.height} aria-hidden="true">
      {[...new Set([machine.line, machine.out])].map((y) => (
        <g key={y} transform={`translate(-14 ${y})`}>
          <rect x="-7" y="-5" width="14" height="10" />
          <path d="M-5 -6L5 6M5 -6L-5 6" />
        </g>
      ))}
    </svg>
  );
}

function useNode(id: string): NodeThing | undefined {
  const node = useThing(id);
  return node?.kind === 'node' ? node : undefined;
}

function MachineName({ node }: { readonly node: NodeThing }): ReactNode {
  const wrong = machineWords(node);
  const lit = useLit(node.id);
  const selected = useStore((state) => state.selection?.of === 'node' && state.selection.name === node.name);
  return (
    <button
      type="button"
      className={`wire-name ${lit}`}
      data-thing={node.id}
      aria-label={[`Node ${node.name}`, node.address, ...wrong].join(', ')}
      aria-pressed={selected}
      onClick={(event) => {
        event.stopPropagation();
        select({ of: 'node', name: node.name });
      }}
    >
      <Icon name="node" size={13} />
      <b>{node.name}</b>
      <span>{node.address}</span>
      <MachineState words={wrong} />
    </button>
  );
}

/** A quiet machine among many: its coast, its name, and how much lives there. */
function Folded({ node }: { readonly node: NodeThing }): ReactNode {
  return (
    <div className={`machine wire folded ${machineLook(node)}`}>
      <MachineName node={node} />
      <span className="wire-quiet">{node.pods} pods, quiet</span>
    </div>
  );
}

/** A machine: its coast with ports, kube-proxy beside the road, the kernel's road with its stations. Its Pods are cards of their own. */
export const WireMachineNode = memo(function WireMachineNode({ data }: NodeProps<Node<WireMachineData>>) {
  const node = useNode(data.id);
  const selected = useStore((state) => state.selection?.of === 'node' && state.selection.name === data.machine.node);
  if (node === undefined) return null;
  if (data.machine.folded) return <Folded node={node} />;
  return (
    <div className={`machine wire ${selected ? 'selected' : ''} ${machineLook(node)}`}>
      {node.cut && <CutLink machine={data.machine} />}
      <KernelDrawing machine={data.machine} />
      <div className="wire-head">
        <MachineName node={node} />
        <KubeProxy node={node} />
      </div>
      <Captions machine={data.machine} mode={node.proxy.mode} />
      <Holes machine={data.machine} />
      {data.machine.rules.map(({ id, box }) => (
        <ReadRules key={id} id={id} box={box} />
      ))}
    </div>
  );
});
