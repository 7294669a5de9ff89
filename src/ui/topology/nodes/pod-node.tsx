import { memo } from 'react';
import type { Node, NodeProps } from 'reactflow';
import type { PodThing } from '../../../worker/protocol.ts';
import { useAt, useThing } from '../../store/index.ts';
import { durationLabel, podLabel } from '../names.ts';
import { Card, Lamp, type ThingData, Title } from './card.tsx';

/** For how long a Pod has been what it is; a state that lasts is said without its time. */
function Since({ pod }: { readonly pod: PodThing }) {
  const text = useAt((now) => durationLabel(now - pod.since));
  return (
    <>
      {pod.state}, {text}
    </>
  );
}

function lasts(pod: PodThing): boolean {
  return pod.state === 'ready' || pod.state === 'finished';
}

/** A Pod that serves, or could. */
export const PodNode = memo(function PodNode({ data }: NodeProps<Node<ThingData>>) {
  const pod = useThing(data.id);
  if (pod?.kind !== 'pod') return null;
  const selected = pod.services.length === 0 ? ', selected by no Service' : '';
  const look = `pod ${pod.state.replace(' ', '-')} ${pod.services.length === 0 ? 'alone' : ''}`;
  return (
    <Card
      id={pod.id}
      className={look}
      label={`Pod ${pod.name}, ${pod.state}, ${pod.address || 'no IP yet'}${selected}`}
    >
      <Title name={podLabel(pod.name)} full={pod.name}>
        <Lamp state={pod.state} />
      </Title>
      <span className="thing-address">{pod.address || 'no IP yet'}</span>
      <span className="thing-says">{lasts(pod) ? pod.state : <Since pod={pod} />}</span>
    </Card>
  );
});
