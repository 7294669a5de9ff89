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

/** A square is full when its Pod is ready, half when it is on its way out, else hollow. */
const SQUARES: Readonly<Record<string, string>> = { ready: 'on', terminating: 'ending' };

/** Whose Pods they are: their one controller, or else their machine. */
function useWhose(pods: readonly string[]): { readonly id: string; readonly name: string } {
  const found = useStore(({ things }) => {
    const all = pods.flatMap((id) => (things.get(id) as PodThing | undefined) ?? []);
    const owner = all[0]?.owner ?? '';
    const node = all[0]?.node ?? '';
    return all.every((pod) => pod.owner === owner) || node === '' ? owner : `Node//${node}`;
  });
  return { id: found, name: found.startsWith('Node//') ? 'Pods' : nameIn(found) };
}

/** Many Pods of a node, equal ones or those that nothing leads to: a square each. */
export const PodGroupNode = memo(function PodGroupNode({ data }: NodeProps<Node<GroupData>>) {
  const states = useStates(data.pods);
  const { id, name } = useWhose(data.pods);
  const ready = states.filter((state) => state === 'ready').length;
  return (
    <Card
      id={id}
      thing={data.id}
      className="pod group"
      label={`${data.pods.length} ${name === 'Pods' ? 'Pods' : `pods of ${name}`}, ${ready} ready`}
    >
      <Title name={name === 'Pods' ? `${data.pods.length} Pods` : shortened(name, 12)} full={name} />
      <span className="squares" aria-hidden="true">
        {data.pods.map((pod, i) => (
          <i key={pod} className={SQUARES[states[i] ?? ''] ?? ''} title={`${nameIn(pod)}: ${states[i]}`} />
        ))}
      </span>
      <span className="thing-says">
        {ready} of {data.pods.length} ready
      </span>
    </Card>
  );
});
