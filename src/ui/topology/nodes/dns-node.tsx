import { memo } from 'react';
import type { Node, NodeProps } from 'reactflow';
import type { DnsThing } from '../../../worker/protocol.ts';
import { useThing } from '../../store/index.ts';
import { Card, Lamp, type ThingData, Title } from './card.tsx';

function standing({ pods }: DnsThing): string {
  const [first] = pods;
  if (first === undefined) return 'no pods';
  if (pods.length === 1) return first.node === '' ? 'pod on no node yet' : `pod on ${first.node}`;
  return `${pods.filter((pod) => pod.ready).length} of ${pods.length} pods ready`;
}

/** The cluster's name server: the Service that Pods ask, with its Pods behind it. */
export const DnsNode = memo(function DnsNode({ data }: NodeProps<Node<ThingData>>) {
  const dns = useThing(data.id);
  if (dns?.kind !== 'dns') return null;
  const ready = dns.pods.some((pod) => pod.ready);
  return (
    <Card id={dns.id} label={`Name server ${dns.name}, ${dns.clusterIP}, ${standing(dns)}`}>
      <Title icon="dns" name="CoreDNS" full={dns.name}>
        <Lamp state={ready ? 'ready' : 'not ready'} />
      </Title>
      <span className="thing-address">{dns.clusterIP}</span>
      <span className="thing-says">{standing(dns)}</span>
    </Card>
  );
});
