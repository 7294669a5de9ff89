import type { ReactNode } from 'react';
import type { DnsThing, ObjectDetail, ServiceThing } from '../../worker/protocol.ts';
import { select, store, useDetail } from '../store/index.ts';
import { Chip, Icon, type IconName } from '../theme/index.ts';
import { nameIn } from './names.ts';
import {
  Conditions,
  Facts,
  Labels,
  Link,
  ObjectEvents,
  ObjectHead,
  Part,
  StoredYaml,
  sinceText,
} from './object-parts.tsx';

type Endpoint = ObjectDetail['endpoints'][number];

/** The Pod of an endpoint as a link, when it is on the chart. */
function EndpointPod({ pod }: { readonly pod: string }): ReactNode {
  const things = [...store.getState().things.values()];
  const id = things.find((thing) => thing.kind === 'pod' && (thing.id === pod || thing.name === pod))?.id;
  if (id === undefined) return nameIn(pod);
  return <Link to={() => select({ of: 'thing', id })}>{nameIn(id)}</Link>;
}

const STATES: Readonly<Record<string, IconName>> = { ready: 'check', terminating: 'half' };

function Endpoints({ of }: { readonly of: readonly Endpoint[] }): ReactNode {
  if (of.length === 0)
    return (
      <div className="empty wrong">
        <b>No endpoints</b>
        <span>Nothing stands behind this address. A rule on every node rejects what is sent to it.</span>
      </div>
    );
  return (
    <ul className="endpoints">
      {of.map((endpoint) => (
        <li key={`${endpoint.address} ${endpoint.pod} ${endpoint.ports}`}>
          <span className="mono">
            {endpoint.address}
            {endpoint.ports === '' ? '' : `:${endpoint.ports}`}
          </span>
          <span>
            {endpoint.pod === '' ? (
              <span className="note">no Pod of the cluster</span>
            ) : (
              <EndpointPod pod={endpoint.pod} />
            )}{' '}
            <span className="note">{endpoint.node}</span>
            {endpoint.why !== '' && <span className="note line">{endpoint.why}</span>}
          </span>
          <span className={endpoint.state === 'ready' ? 'yes' : 'no'}>
            <Icon name={STATES[endpoint.state] ?? 'ring'} size={13} /> {endpoint.state}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The selector's pair and the label's, the letters from which on they differ marked in both. */
function Pair({
  wanted,
  found,
  of,
}: {
  readonly wanted: string;
  readonly found: string;
  readonly of: string;
}): ReactNode {
  let same = 0;
  while (same < of.length && wanted[same] === found[same]) same += 1;
  return (
    <>
      {of.slice(0, same)}
      <mark>{of.slice(same)}</mark>
    </>
  );
}

/** Pods that one would look for among the endpoints, and why they are not there. */
function Absent({ of }: { readonly of: ObjectDetail['absent'] }): ReactNode {
  if (of.length === 0) return null;
  return (
    <Part title="Not among them" rest={of.length}>
      <ul className="absent">
        {of.map(({ pod, why, miss }) => (
          <li key={pod}>
            <Icon name="cross" size={13} />
            <span>
              <Link to={() => select({ of: 'thing', id: pod })}>{nameIn(pod)}</Link>: {why}
              {miss !== undefined && (
                <span className="mono line">
                  {miss.key}=<Pair wanted={miss.wanted} found={miss.found} of={miss.wanted} /> wanted,{' '}
                  {miss.found === '' ? (
                    'no such label there'
                  ) : (
                    <>
                      {miss.key}=<Pair wanted={miss.wanted} found={miss.found} of={miss.found} /> there
                    </>
                  )}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** A Service's ports, each from the outermost door to the process. */
function Ports({ of }: { readonly of: ObjectDetail['ports'] }): ReactNode {
  if (of.length === 0) return null;
  return (
    <Part title="Ports" rest={of.length}>
      {of.map(({ name, protocol, port, targetPort, nodePort }) => (
        <dl key={`${name} ${port} ${protocol}`} className="port-road">
          <dt>
            {protocol} {name}
          </dt>
          {nodePort !== undefined && (
            <dd>
              <b className="mono">{nodePort}</b> nodePort, on every machine
            </dd>
          )}
          <dd>
            <b className="mono">{port}</b> port, on the virtual address
          </dd>
          <dd>
            <b className="mono">{targetPort}</b>{' '}
            {/^\d+$/.test(targetPort) ? 'targetPort, in the Pod' : 'targetPort: the port of this name in each Pod'}
          </dd>
        </dl>
      ))}
    </Part>
  );
}

/** Why the selector takes no Pod, pair by pair. */
function Misses({ of }: { readonly of: ObjectDetail['selectorMisses'] }): ReactNode {
  if (of.length === 0) return null;
  return (
    <div className="misses">
      {of.map(({ key, wanted, found }) => (
        <p key={key}>
          <Icon name="cross" size={13} />
          <span>
            The Service wants{' '}
            <b className="mono">
              {key}={wanted}
            </b>
            .{' '}
            {found === '' ? (
              'No Pod has that label.'
            ) : (
              <>
                The nearest there is:{' '}
                <b className="mono">
                  {key}={found}
                </b>
                .
              </>
            )}
          </span>
        </p>
      ))}
    </div>
  );
}

/** What is known of a Service beyond its card: selector, ports, endpoints, events. */
export function ServiceDetail({
  id,
  selector,
}: {
  readonly id: string;
  readonly selector: Readonly<Record<string, string>> | undefined;
}): ReactNode {
  const detail = useDetail({ of: 'object', key: id });
  return (
    <>
      {selector !== undefined && (
        <Part title="Selector">
          <Labels of={selector} />
          {detail !== undefined && <Misses of={detail.selectorMisses} />}
        </Part>
      )}
      {detail === undefined ? (
        <p className="note">Reading …</p>
      ) : (
        <>
          <Ports of={detail.ports} />
          <Part title="Endpoints" rest={detail.endpoints.length}>
            <Endpoints of={detail.endpoints} />
          </Part>
          <Absent of={detail.absent} />
          <Conditions of={detail.conditions} />
          <ObjectEvents of={detail.events} />
          <StoredYaml text={detail.yaml} />
        </>
      )}
    </>
  );
}

/** A Service: a name and an address, and whom its selector takes. */
export function ServicePage({ service }: { readonly service: ServiceThing }): ReactNode {
  const { ready, notReady } = service.endpoints;
  const detail = useDetail({ of: 'object', key: service.id });
  return (
    <div className="page">
      <ObjectHead icon="service" kind={`Service in ${service.namespace}, on no machine`} name={service.name}>
        <Chip tone={ready > 0 ? 'good' : 'bad'} icon={ready > 0 ? 'check' : 'cross'}>
          {ready} ready
        </Chip>
      </ObjectHead>
      <Facts
        of={[
          ...(detail?.facts ?? [
            ['type', service.type],
            ['cluster IP', service.clusterIP],
          ]),
          ['not ready', notReady === 0 ? '' : `${notReady}`],
          ['there', sinceText(detail?.created)],
        ]}
      />
      <ServiceDetail id={service.id} selector={service.selector} />
    </div>
  );
}

/** The cluster's name server: a Service like any other, with Pods behind it. */
export function DnsPage({ dns }: { readonly dns: DnsThing }): ReactNode {
  return (
    <div className="page">
      <ObjectHead icon="dns" kind="the cluster's name server" name={dns.name} />
      <Facts of={[['cluster IP', dns.clusterIP]]} />
      <ServiceDetail id={dns.id} selector={undefined} />
    </div>
  );
}
