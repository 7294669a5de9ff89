import { type ReactNode, useState } from 'react';
import { useNodeNames, useSelectedNode } from './choice.ts';
import './kernel.css';

/** The node whose kernel is looked at: the selection's, until another one is picked. */
export function usePickedNode(): readonly [node: string | undefined, pick: (node: string) => void] {
  const names = useNodeNames();
  const selected = useSelectedNode();
  const [picked, setPicked] = useState<{ readonly node: string; readonly when: string | undefined }>();
  const node = picked !== undefined && picked.when === selected ? picked.node : (selected ?? names[0]);
  return [node, (choice) => setPicked({ node: choice, when: selected })];
}

/** Chooses a node. */
export function NodePicker({
  node,
  pick,
}: {
  readonly node: string;
  readonly pick: (node: string) => void;
}): ReactNode {
  const names = useNodeNames();
  return (
    <select className="node-picker" aria-label="Node" value={node} onChange={(event) => pick(event.target.value)}>
      {(names.includes(node) ? names : [node, ...names]).map((name) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  );
}
