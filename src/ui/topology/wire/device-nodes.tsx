import { memo, type ReactNode } from 'react';
import type { Node, NodeProps } from 'reactflow';
import type { BalancerThing, ClientThing } from '../../../worker/protocol.ts';
import { useThing } from '../../store/index.ts';
import { Glyph } from '../../theme/index.ts';
import { requestLabel, shortened } from '../names.ts';
import { Card, type ThingData, Title } from '../nodes/card.tsx';
import { HealthSign } from '../nodes/health-sign.tsx';

/** Clients of a caller that have a line of their own. */
const SENDS_SHOWN = 3;

/** Machines of a balancer that have a line of their own. */
const DOORS_SHOWN = 3;

function Sends({ client }: { readonly client: ClientThing }): ReactNode {
  return client.sends.slice(0, SENDS_SHOWN).map((send) => (
    <span key={send.client} className="wire-send" title={send.request}>
      <Glyph shape="tcp" letter={send.letter} size={15} />
      <span>{requestLabel(send.request)}</span>
    </span>
  ));
}

function Foot(): ReactNode {
  return (
    <svg className="device-foot" width="100%" height="13" aria-hidden="true">
      <path className="road" d="M0 6.5H400" />
    </svg>
  );
}

/** A computer on the internet that sends requests. */
const InternetNode = memo(function InternetNode({ data }: NodeProps<Node<ThingData>>) {
  const client = useThing(data.id);
  if (client?.kind !== 'client') return null;
  return (
    <Card id={client.id} className="device" label={`Caller on the internet, ${client.address}`}>
      <Title icon="globe" name={client.name} />
      <span className="thing-address">{client.address}</span>
      <Sends client={client} />
      <Foot />
    </Card>
  );
});

const ExternalNode = memo(function ExternalNode({ data }: NodeProps<Node<ThingData>>) {
  const host = useThing(data.id);
  if (host?.kind !== 'external') return null;
  const ports = host.ports.map(({ port, protocol }) => `${protocol} ${port}`).join(', ');
  return (
    <Card id={host.id} className="device" label={`External host ${host.name}, ${host.addresses.join(', ')}, ${ports}`}>
      <Title icon="outwards" name={shortened(host.name, 14)} full={host.name} />
      <span className="thing-address">{host.addresses[0]}</span>
      <span className="thing-says">{ports}</span>
      <Foot />
    </Card>
  );
});

const FirewallNode = memo(function FirewallNode({ data }: NodeProps<Node<ThingData>>) {
  const wall = useThing(data.id);
  if (wall?.kind !== 'firewall') return null;
  const { allows } = wall;
  return (
    <Card
      id={wall.id}
      className="device wall"
      label={`Firewall ${wall.name}: ${allows.join('; ') || 'lets nothing in'}`}
    >
      <Title icon="wall" name="firewall" full={wall.name} />
      {allows.length === 0 && <span className="thing-says">lets nothing in</span>}
      {allows.slice(0, 2).map((allow) => (
        <span key={allow} className="thing-says" title={allow}>
          {shortened(allow, 18)}
        </span>
      ))}
      <Foot />
    </Card>
  );
});

function standing(balancer: BalancerThing): string {
  if (balancer.state === 'pending') return balancer.why;
  return balancer.source === 'kept' ? 'source kept' : 'source replaced';
}

const BalancerNode = memo(function BalancerNode({ data }: NodeProps<Node<ThingData>>) {
  const balancer = useThing(data.id);
  if (balancer?.kind !== 'balancer') return null;
  const pending = balancer.state === 'pending';
  return (
    <Card
      id={balancer.service}
      thing={balancer.id}
      className={`device ${pending ? 'ghost' : ''}`}
      label={`Load balancer, ${pending ? 'pending' : balancer.addresses.join(', ')}, ${standing(balancer)}`}
    >
      <Title icon="balancer" name="cloud LB" />
      <span className="thing-address">{pending ? '<pending>' : balancer.addresses[0]}</span>
      <span className="thing-says">{standing(balancer)}</span>
      {balancer.doors.slice(0, DOORS_SHOWN).map(({ node, health }) => (
        <span key={node} className="health-line">
          <HealthSign health={health} />
          {node}
        </span>
      ))}
      <Foot />
    </Card>
  );
});

/** The router: no object of the API. */
const RouterNode = memo(function RouterNode({ data }: NodeProps<Node<ThingData>>) {
  return (
    <Card
      id={data.id}
      className="device"
      label="Router 192.168.50.1, between the nodes' network and the internet; it has no route to Pods or Services"
    >
      <Title icon="router" name="router" />
      <span className="thing-address">192.168.50.1</span>
      <span className="thing-says">no route: drops</span>
      <Foot />
    </Card>
  );
});

/** The component of every kind of device outside the machines. */
export const DEVICE_NODES = {
  'wire client': InternetNode,
  'wire external': ExternalNode,
  'wire firewall': FirewallNode,
  'wire balancer': BalancerNode,
  'wire router': RouterNode,
} as const;
