import { memo } from 'react';
import type { Node, NodeProps } from 'reactflow';
import type { ServiceThing } from '../../../worker/protocol.ts';
import { useThing } from '../../store/index.ts';
import { shortened } from '../names.ts';
import { Card, type ThingData, Title } from './card.tsx';
import { LabelPair } from './label-pair.tsx';

/** Ports that have a line of their own. */
const PORTS_SHOWN = 3;

function addressOf(service: ServiceThing): string {
  if (service.type === 'ExternalName') return 'a CNAME';
  return service.clusterIP === 'None' ? 'clusterIP: None' : service.clusterIP;
}

/** A Service: a name and an address on no machine, so a ghost. */
export const ServiceNode = memo(function ServiceNode({ data }: NodeProps<Node<ThingData>>) {
  const service = useThing(data.id);
  if (service?.kind !== 'service') return null;
  const names = service.clusterIP === 'None' || service.type === 'ExternalName';
  const { ready, notReady } = service.endpoints;
  const endpoints = `${ready} of ${ready + notReady} endpoints ready`;
  return (
    <>
      <Card
        id={service.id}
        label={`Service ${service.name}, ${addressOf(service)}, ${endpoints}, on no machine`}
        className={names ? 'ghost names' : 'ghost'}
      >
        <Title icon="service" name="Service" full={service.name} />
        <span className="service-name" title={service.name}>
          {shortened(service.name, 16)}
        </span>
        <span className="thing-address">{addressOf(service)}</span>
        {service.mismatch && (
          <LabelPair name={service.mismatch.key} value={service.mismatch.asked} other={service.mismatch.found} asked />
        )}
        <span className="ports" hidden={service.mismatch !== undefined}>
          {service.ports.slice(0, PORTS_SHOWN).map((port) => (
            <span
              key={`${port.name} ${port.port}`}
              className="thing-address"
              title={`${port.protocol} ${port.port} to ${port.targetPort}`}
            >
              {port.port} → {shortened(port.targetPort, 6)}
            </span>
          ))}
        </span>
      </Card>
      <span className="under-ghost">on no machine</span>
    </>
  );
});
