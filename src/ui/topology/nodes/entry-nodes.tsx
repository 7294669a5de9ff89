import { memo, type ReactNode } from 'react';
import type { Node, NodeProps } from 'reactflow';
import type { BalancerThing, NodeDoor, NodePortThing } from '../../../worker/protocol.ts';
import { useThing } from '../../store/index.ts';
import { doorLines } from '../layout/entries.ts';
import { ENTRY } from '../layout/sizes.ts';
import { nameIn, shortened } from '../names.ts';
import { Card, type ThingData, Title } from './card.tsx';
import { HealthSign } from './health-sign.tsx';

/** `…50.11`: the network that all machines share is left out. */
function shortAddress(address: string): string {
  return address.replace(/^\d+\.\d+\./, '…');
}

/** Whether a door leads to an endpoint: under policy Local only those on the same machine count. */
function leads(door: NodeDoor, entry: NodePortThing): boolean {
  return door.up && (entry.policy === 'Cluster' || door.endpoints > 0);
}

interface DoorProps {
  readonly door: NodeDoor;
  readonly at: number;
  readonly more: number;
  readonly open: boolean;
  readonly sign?: ReactNode;
}

/** One machine's door: a hole in its coast, made by a rule, and whose it is. */
function Door({ door, at, more, open, sign }: DoorProps): ReactNode {
  const why = open ? '' : door.up ? ': no endpoint on this machine, dropped under policy Local' : ': NotReady';
  return (
    <span className={`door ${open ? '' : 'shut'}`} style={{ top: at }} title={`${door.node} ${door.address}${why}`}>
      {sign ?? <b className="door-hole" />}
      {more > 0 ? `${more + 1} more` : shortened(door.node, 9)}
      <i>{more > 0 ? '' : shortAddress(door.address)}</i>
    </span>
  );
}

interface DoorsProps<Thing extends { readonly doors: readonly NodeDoor[] }> {
  readonly entry: Thing;
  readonly head: number;
  readonly open: (door: Thing['doors'][number]) => boolean;
  readonly sign?: (door: Thing['doors'][number]) => ReactNode;
}

function Doors<Thing extends { readonly doors: readonly NodeDoor[] }>(props: DoorsProps<Thing>): ReactNode {
  const { entry, head, open, sign } = props;
  const lines = doorLines(entry.doors.length);
  return entry.doors
    .slice(0, lines)
    .map((door, i) => (
      <Door
        key={door.node}
        door={door}
        at={head + i * ENTRY.door}
        more={i === lines - 1 ? entry.doors.length - lines : 0}
        open={open(door)}
        sign={sign?.(door)}
      />
    ));
}

function portsOf({ ports }: NodePortThing): string {
  const [first] = ports;
  return `${first?.nodePort ?? ''}${ports.length > 1 ? ` +${ports.length - 1}` : ''}`;
}

/** A node port: the same hole in every machine's coast. */
const NodePortNode = memo(function NodePortNode({ data }: NodeProps<Node<ThingData>>) {
  const entry = useThing(data.id);
  if (entry?.kind !== 'nodeport') return null;
  const all = entry.ports.map(({ nodePort, protocol }) => `${protocol} ${nodePort}`).join(', ');
  return (
    <Card
      id={entry.service}
      thing={entry.id}
      className="entry coast"
      label={`NodePort ${all} of ${nameIn(entry.service)}, policy ${entry.policy}, on ${entry.doors.length} nodes`}
    >
      <span className="thing-title entry-title" title={all}>
        <b>NodePort</b>
        <i>{portsOf(entry)}</i>
      </span>
      <Doors entry={entry} head={ENTRY.head} open={(door) => leads(door, entry)} />
    </Card>
  );
});

function balancerState({ state, why, source }: BalancerThing): string {
  if (state === 'pending') return why;
  return source === 'kept' ? 'source kept' : 'source replaced';
}

/** A load balancer of the provider: its address, whom it thinks well, and what it does to the source. */
const BalancerNode = memo(function BalancerNode({ data }: NodeProps<Node<ThingData>>) {
  const balancer = useThing(data.id);
  if (balancer?.kind !== 'balancer') return null;
  const pending = balancer.state === 'pending';
  const address = pending ? '<pending>' : (balancer.addresses[0] ?? '');
  return (
    <Card
      id={balancer.service}
      thing={balancer.id}
      className={`entry ${pending ? 'ghost' : ''}`}
      label={`Load balancer of ${nameIn(balancer.service)}, ${address}, ${balancerState(balancer)}`}
    >
      <Title icon="balancer" name="LoadBalancer" />
      <span className="thing-address">{address}</span>
      <span className="thing-says">{balancerState(balancer)}</span>
      {!pending && (
        <Doors
          entry={balancer}
          head={ENTRY.balancerHead}
          open={({ health }) => health !== 'failing'}
          sign={({ health }) => <HealthSign health={health} />}
        />
      )}
    </Card>
  );
});

/** A name that DNS answers with another name: nothing is sent through it. */
const AliasNode = memo(function AliasNode({ data }: NodeProps<Node<ThingData>>) {
  const alias = useThing(data.id);
  if (alias?.kind !== 'alias') return null;
  return (
    <Card
      id={alias.service}
      thing={alias.id}
      className="ghost names"
      label={`ExternalName ${alias.name}: DNS answers ${alias.target}`}
    >
      <Title icon="dns" name="ExternalName" />
      <span className="thing-address">{shortened(alias.name, 15)}</span>
      <span className="thing-says" title={alias.target}>
        → {shortened(alias.target, 16)}
      </span>
    </Card>
  );
});

/** The nodes' firewall: a wall that only callers outside meet. */
const WallNode = memo(function WallNode({ data }: NodeProps<Node<ThingData>>) {
  const wall = useThing(data.id);
  if (wall?.kind !== 'firewall') return null;
  const says = wall.allows.length === 0 ? 'lets nothing in' : `lets in ${wall.allows.join('; ')}`;
  return (
    <>
      <span className="wall-name">firewall</span>
      <Card id={wall.id} className="wall" label={`Firewall ${wall.name}: ${says}`} title={says}>
        {null}
      </Card>
    </>
  );
});

/** A server outside the cluster. */
const ExternalNode = memo(function ExternalNode({ data }: NodeProps<Node<ThingData>>) {
  const host = useThing(data.id);
  if (host?.kind !== 'external') return null;
  const ports = host.ports.map(({ port, protocol }) => `${protocol} ${port}`).join(', ');
  return (
    <Card id={host.id} label={`External host ${host.name}, ${host.addresses.join(', ')}, ${ports}`}>
      <Title icon="outwards" name={shortened(host.name, 13)} full={host.name} />
      <span className="thing-address">{host.addresses[0]}</span>
    </Card>
  );
});

/** The component of every kind of entry, and of what is outside. */
export const ENTRY_NODES = {
  nodeport: NodePortNode,
  balancer: BalancerNode,
  alias: AliasNode,
  wall: WallNode,
  external: ExternalNode,
} as const;
