import { memo } from 'react';
import type { Node, NodeProps } from 'reactflow';
import { select, useStore, useThing } from '../../store/index.ts';
import { Icon } from '../../theme/index.ts';
import { useLit } from '../lights.ts';
import { MachineState, machineLook, machineWords } from './machine-state.tsx';

/** A machine's frame: its name, and whether Pods stand in it. */
export type MachineData = { readonly node: string; readonly idle: boolean };

/** A machine: square corners and a coast on the side where the network is. Without a node it is only a waiting place. */
export const MachineNode = memo(function MachineNode({ data }: NodeProps<Node<MachineData>>) {
  const { node, idle } = data;
  const selected = useStore((state) => state.selection?.of === 'node' && state.selection.name === node);
  const thing = useThing(`Node//${node}`);
  const lit = useLit(`Node//${node}`);
  const wrong = thing?.kind === 'node' ? machineWords(thing) : [];
  if (node === '')
    return (
      <div className="machine waiting">
        <span className="machine-name">on no node yet</span>
      </div>
    );
  return (
    <div className={`machine ${idle ? 'idle' : ''} ${selected ? 'selected' : ''} ${machineLook(thing)}`}>
      <button
        type="button"
        className={`machine-name ${lit}`}
        data-thing={`Node//${node}`}
        aria-label={[`Node ${node}`, ...wrong].join(', ')}
        aria-pressed={selected}
        onClick={() => select({ of: 'node', name: node })}
      >
        <Icon name="node" size={13} />
        {node}
        <MachineState words={wrong} />
      </button>
    </div>
  );
});
