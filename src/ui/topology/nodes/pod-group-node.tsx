import { memo } from 'react';
import type { Node, NodeProps } from 'reactflow';
import type { PodThing } from '../../../worker/protocol.ts';
import { useStore } from '../../store/index.ts';
import { nameIn, shortened } from '../names.ts';
import { Card, Title } from './card.tsx';

/** The Pods of a group's card. */
export type GroupData = { readonly id: string; readonly pods: readonly string[] };

/** Every Pod's state by its first letter, as one text: the card wakes only when one of them changes. */
function useStates(pods: readonly string[]): readonly string[] {
  const states = useStore((state) =>
    pods.map((id) => (state.things.get(id) as PodThing | undefined)?.state ?? 'finished').join('\n'),
  );
  return states.split('\n');
}

/** Many equal Pods of a node: a square each, hollow when it is not ready. */
export const PodGroupNode = memo(function PodGroupNode({ data }: NodeProps<Node<GroupData>>) {
  const states = useStates(data.pods);
  const owner = useStore((state) => (state.things.get(data.pods[0] ?? '') as PodThing | undefined)?.owner ?? '');
  const ready = states.filter((state) => state === 'ready').length;
  const name = nameIn(owner);
  return (
    <Card id={owner} className="pod group" label={`${data.pods.length} pods of ${name}, ${ready} ready`}>
      <Title name={shortened(name, 12)} full={name} />
      <span className="squares" aria-hidden="true">
        {data.pods.map((id, i) => (
          <i key={id} className={states[i] === 'ready' ? 'on' : ''} title={`${nameIn(id)}: ${states[i]}`} />
        ))}
      </span>
      <span className="thing-says">
        {ready} of {data.pods.length} ready
      </span>
    </Card>
  );
});
