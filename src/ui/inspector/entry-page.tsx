import type { ReactNode } from 'react';
import type { AliasThing, BalancerThing, NodePortThing } from '../../worker/protocol.ts';
import { select } from '../store/index.ts';
import { Chip, Icon } from '../theme/index.ts';
import { nameIn, secondsText } from './names.ts';
import { Facts, Link, ObjectHead, Part } from './object-parts.tsx';
import { ServiceDetail } from './service-page.tsx';

const serviceLink = (service: string): ReactNode => (
  <Link key={service} to={() => select({ of: 'thing', id: service })}>
    {nameIn(service)}
  </Link>
);

const HEALTH = {
  healthy: ['check', 'yes', 'healthy'],
  failing: ['cross', 'no', 'fails its check'],
  unchecked: ['question', 'no', 'not checked'],
} as const;

/** How an entry gets into the machines: which are up, and which have endpoints of their own. */
function Doors({ of }: { readonly of: BalancerThing['doors'] | NodePortThing['doors'] }): ReactNode {
  return (
    <Part title="Ways in" rest={of.length}>
      <ul className="endpoints">
        {of.map((door) => {
          const checked = 'health' in door ? HEALTH[door.health as keyof typeof HEALTH] : undefined;
          const [icon, tone, word] = door.up ? (checked ?? ['check', 'yes', 'up']) : ['cross', 'no', 'not ready'];
          return (
            <li key={door.node}>
              <Link to={() => select({ of: 'node', name: door.node })}>{door.node}</Link>
              <span className="note">
                {door.address}, {door.endpoints} {door.endpoints === 1 ? 'endpoint' : 'endpoints'} of its own
              </span>
              <span className={tone}>
                <Icon name={icon as 'check'} size={13} /> {word}
              </span>
            </li>
          );
        })}
      </ul>
    </Part>
  );
}

const POLICY = {
  Cluster: 'Cluster: every machine passes on to every endpoint, and puts its own address in',
  Local: "Local: a machine passes on to its own endpoints only, and keeps the caller's address",
} as const;

/** A node port: a hole in every machine's coast. */
export function NodePortPage({ entry }: { readonly entry: NodePortThing }): ReactNode {
  const ports = entry.ports.map(({ nodePort, protocol }) => `${nodePort} ${protocol}`).join(', ');
  return (
    <div className="page">
      <ObjectHead icon="node" kind={`node port of ${nameIn(entry.service)}, on every machine`} name={ports} />
      <Facts
        of={[
          ['Service', serviceLink(entry.service)],
          ['policy', POLICY[entry.policy]],
        ]}
      />
      <Doors of={entry.doors} />
      <ServiceDetail id={entry.service} selector={undefined} />
    </div>
  );
}

/** A load balancer of the provider, or the wish for one. */
export function BalancerPage({ entry }: { readonly entry: BalancerThing }): ReactNode {
  const pending = entry.state === 'pending';
  return (
    <div className="page">
      <ObjectHead icon="balancer" kind="load balancer of the provider" name={nameIn(entry.service)}>
        <Chip tone={pending ? 'warn' : 'good'} icon={pending ? 'clock' : 'check'}>
          {entry.state}
        </Chip>
      </ObjectHead>
      {pending && (
        <div className="empty">
          <b>Pending since {secondsText(entry.since)}</b>
          <span>{entry.why}</span>
        </div>
      )}
      <Facts
        of={[
          ['Service', serviceLink(entry.service)],
          ['address', entry.addresses.join(', ')],
          ['ports', entry.ports.join(', ')],
          [
            'source',
            entry.source === 'kept' ? "the caller's address is kept" : 'a proxy: it opens a connection of its own',
          ],
        ]}
      />
      <Doors of={entry.doors} />
      <ServiceDetail id={entry.service} selector={undefined} />
    </div>
  );
}

/** A name that DNS answers with another name. */
export function AliasPage({ entry }: { readonly entry: AliasThing }): ReactNode {
  return (
    <div className="page">
      <ObjectHead icon="dns" kind="ExternalName: another name for a name" name={entry.name} />
      <Facts
        of={[
          ['Service', serviceLink(entry.service)],
          ['answers', `CNAME ${entry.target}`],
        ]}
      />
      <p className="note">
        Only the name server knows it: there is no address and no rule. The caller asks again for {entry.target}.
      </p>
    </div>
  );
}
