import { memo } from 'react';
import type { Node, NodeProps } from 'reactflow';
import { useThing } from '../../store/index.ts';
import { countText } from '../../theme/index.ts';
import { Card, type ThingData } from './card.tsx';

/** What was left off the chart because there is too much of it. */
export const MoreNode = memo(function MoreNode({ data }: NodeProps<Node<ThingData>>) {
  const more = useThing(data.id);
  if (more?.kind !== 'more') return null;
  const counted = more.of === 'pods' || more.of === 'nodes';
  return (
    <Card id={more.id} className="more" label={`${more.count} more ${more.of}, not drawn`}>
      <b>
        {countText(more.count)} more {more.of}
      </b>
      <span className="thing-says">{counted ? `${countText(more.ready)} ready` : 'not drawn'}</span>
    </Card>
  );
});
