import type { ReactNode } from 'react';
import type { DnsThing, ObjectDetail, ServiceThing } from '../../worker/protocol.ts';
import { select, store, useDetail } from '../store/index.ts';
import { Chip, Icon } from '../theme/index.ts';
import { nameIn } from './names.ts';
import { Facts, Labels, Link, ObjectEvents, ObjectHead, Part, StoredYaml } from './object-parts.tsx';

type Endpoint = ObjectDetail['endpoints'][number];

/** The Pod of an endpoint as a link, when it is on the chart. */
function EndpointPod({ pod }: { readonly pod: string }): ReactNode {
  const things = [...store.getState().things.values()];
  const id = things.find((thing) => thing.kind === 'pod' && (thing.id === pod || thing.name === pod))?.id;
  if (id === undefined) return nameIn(pod);
  return <Link to={() => select({ of: 'thing', id })}>{nameIn(id)}</Link>;
}

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
        <li key={`${endpoint.address} ${endpoint.pod}`}>
          <span className="mono">
            {endpoint.address}
            {endpoint.ports === '' ? '' : `:${endpoint.ports}`}
          </span>
          <span>
            <EndpointPod pod={endpoint.pod} /> <span className="note">{endpoint.node}</span>
          </span>
          <span className={endpoint.state === 'ready' ? 'yes' : 'no'}>
            <Icon name={endpoint.state === 'ready' ? 'check' : 'ring'} size={13} /> {endpoint.state}
          </span>
        </li>
      ))}
    </ul>
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

function ServiceDetail({
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
          <Part title="Endpoints" rest={detail.endpoints.length}>
            <Endpoints of={detail.endpoints} />
          </Part>
          <ObjectEvents of={detail.events} />
          <StoredYaml text={detail.yaml} />
        </>
      )}
    </>
  );
}

function portText({ name, protocol, port, targetPort }: ServiceThing['ports'][number]): string {
  return `${name === '' ? '' : `${name} `}${port} → ${targetPort} ${protocol}`;
}

/** A Service: a name and an address, and whom its selector takes. */
export function ServicePage({ service }: { readonly service: ServiceThing }): ReactNode {
  const { ready, notReady } = service.endpoints;
  const ports = service.ports.map((port) => (
    <span key={`${port.name} ${port.port}`} className="line">
      {portText(port)}
    </span>
  ));
  return (
    <div className="page">
      <ObjectHead icon="service" kind={`Service in ${service.namespace}, on no machine`} name={service.name}>
        <Chip tone={ready > 0 ? 'good' : 'bad'} icon={ready > 0 ? 'check' : 'cross'}>
          {ready} ready
        </Chip>
      </ObjectHead>
      <Facts
        of={[
          ['type', service.type],
          ['cluster IP', service.clusterIP],
          ['ports', ports],
          ['not ready', notReady === 0 ? '' : `${notReady}`],
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
