import { memo } from 'react';
import type { Node, NodeProps } from 'reactflow';
import type { ClientThing, Shape } from '../../../worker/protocol.ts';
import { useThing } from '../../store/index.ts';
import { Glyph } from '../../theme/index.ts';
import { SENDS_SHOWN } from '../layout/sizes.ts';
import { durationLabel, podLabel, requestLabel } from '../names.ts';
import { Card, Lamp, type ThingData, Title } from './card.tsx';

/** The shape of the packets that a request begins with, its lookup aside. */
function shapeOfRequest(request: string): Shape {
  if (request.startsWith('udp://')) return 'udp';
  if (request.startsWith('ping ')) return 'icmp';
  return request.startsWith('dig ') ? 'dns' : 'tcp';
}

function Send({ send }: { readonly send: ClientThing['sends'][number] }) {
  return (
    <span className="send" title={`${send.request} every ${durationLabel(send.every)}`}>
      <Glyph shape={shapeOfRequest(send.request)} letter={send.letter} size={16} />
      <span>
        {requestLabel(send.request)}
        <small>every {durationLabel(send.every)}</small>
      </span>
    </span>
  );
}

const ICONS = { pod: 'pod', node: 'node', internet: 'globe' } as const;

function standing({ where, node, pod, hostNetwork }: ClientThing): string {
  if (where === 'internet') return 'outside the cluster';
  if (where === 'node') return 'on the machine itself';
  if (node === '') return pod;
  return hostNetwork ? `host network, ${node}` : `pod on ${node}`;
}

/** Somebody who sends requests: a Pod, a machine, or a computer on the internet. */
export const ClientNode = memo(function ClientNode({ data }: NodeProps<Node<ThingData>>) {
  const client = useThing(data.id);
  if (client?.kind !== 'client') return null;
  const rest = client.sends.length - SENDS_SHOWN;
  return (
    <Card id={client.id} label={`Client ${client.name}, ${client.address}, ${standing(client)}`}>
      <Title icon={ICONS[client.where]} name={podLabel(client.name)} full={client.name}>
        {client.where === 'pod' && <Lamp state={client.pod} />}
      </Title>
      <span className="thing-address">{client.address || 'no IP yet'}</span>
      <span className="thing-says">{standing(client)}</span>
      {client.sends.slice(0, SENDS_SHOWN).map((send) => (
        <Send key={send.client} send={send} />
      ))}
      {rest > 0 && <span className="thing-says">and {rest} more</span>}
    </Card>
  );
});
