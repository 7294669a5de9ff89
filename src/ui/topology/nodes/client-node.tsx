import { memo } from 'react';
import type { Node, NodeProps } from 'reactflow';
import type { ClientThing } from '../../../worker/protocol.ts';
import { useThing } from '../../store/index.ts';
import { Glyph } from '../../theme/index.ts';
import { SENDS_SHOWN } from '../layout/sizes.ts';
import { durationLabel, podLabel, requestLabel } from '../names.ts';
import { Card, Lamp, type ThingData, Title } from './card.tsx';

function Send({ send }: { readonly send: ClientThing['sends'][number] }) {
  return (
    <span className="send" title={`${send.request} every ${durationLabel(send.every)}`}>
      <Glyph shape="tcp" letter={send.letter} size={16} />
      <span>
        {requestLabel(send.request)}
        <small>every {durationLabel(send.every)}</small>
      </span>
    </span>
  );
}

/** A Pod that sends requests. */
export const ClientNode = memo(function ClientNode({ data }: NodeProps<Node<ThingData>>) {
  const client = useThing(data.id);
  if (client?.kind !== 'client') return null;
  const rest = client.sends.length - SENDS_SHOWN;
  return (
    <Card id={client.id} label={`Client ${client.name}, ${client.pod}, on ${client.node || 'no node yet'}`}>
      <Title icon="pod" name={podLabel(client.name)} full={client.name}>
        <Lamp state={client.pod} />
      </Title>
      <span className="thing-address">{client.address || 'no IP yet'}</span>
      <span className="thing-says">{client.node === '' ? client.pod : `pod on ${client.node}`}</span>
      {client.sends.slice(0, SENDS_SHOWN).map((send) => (
        <Send key={send.client} send={send} />
      ))}
      {rest > 0 && <span className="thing-says">and {rest} more</span>}
    </Card>
  );
});
