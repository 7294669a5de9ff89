import { memo } from 'react';
import type { Node, NodeProps } from 'reactflow';
import type { Mismatch, PodThing, Thing } from '../../../worker/protocol.ts';
import { useAt, useStore, useThing } from '../../store/index.ts';
import { durationLabel, podLabel } from '../names.ts';
import { Card, Lamp, type ThingData, Title } from './card.tsx';
import { LabelPair } from './label-pair.tsx';

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

const nearMisses = new WeakMap<ReadonlyMap<string, Thing>, ReadonlyMap<string, Mismatch>>();

/** Which Pods a selector just misses; looked through once for all of their cards. */
function nearMissesAmong(things: ReadonlyMap<string, Thing>): ReadonlyMap<string, Mismatch> {
  const known = nearMisses.get(things);
  if (known !== undefined) return known;
  const found = new Map<string, Mismatch>();
  for (const thing of things.values())
    if (thing.kind === 'service' && thing.mismatch !== undefined)
      for (const pod of thing.mismatch.pods) if (!found.has(pod)) found.set(pod, thing.mismatch);
  nearMisses.set(things, found);
  return found;
}

/** The selector that this Pod's label comes nearest to without fitting it. */
function useNearMiss(id: string): Mismatch | undefined {
  return useStore(({ things }) => nearMissesAmong(things).get(id));
}

/** A Pod that serves, or could. */
export const PodNode = memo(function PodNode({ data }: NodeProps<Node<ThingData>>) {
  const pod = useThing(data.id);
  const near = useNearMiss(data.id);
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
      {near === undefined ? (
        <span className="thing-says">{lasts(pod) ? pod.state : <Since pod={pod} />}</span>
      ) : (
        <LabelPair name={near.key} value={near.found} other={near.asked} asked={false} />
      )}
    </Card>
  );
});
