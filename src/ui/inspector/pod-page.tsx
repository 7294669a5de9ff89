import type { ReactNode } from 'react';
import type { ClientThing, ObjectDetail, PodThing, ProbeView, UntoldService } from '../../worker/protocol.ts';
import { select, useDetail } from '../store/index.ts';
import { Icon, PodStateChip } from '../theme/index.ts';
import { durationText, nameIn, secondsText } from './names.ts';
import { ClientActions, PodActions, WorkloadActions } from './object-actions.tsx';
import {
  Conditions,
  Environment,
  Facts,
  FileText,
  Labels,
  Link,
  ObjectEvents,
  ObjectHead,
  Part,
  StoredYaml,
} from './object-parts.tsx';

/** The annotation by which a container's liveness fails. */
const LIVENESS = 'portolan.dev/liveness';

const toNode = (name: string) => () => select({ of: 'node', name });
const toThing = (id: string) => () => select({ of: 'thing', id });

const restartText = (restarts: number): string =>
  restarts === 0 ? '' : `, ${restarts} ${restarts === 1 ? 'restart' : 'restarts'}`;

/** Services that came, or changed, after the container had started: it learns of them only when it starts again. */
function Untold({ of }: { readonly of: readonly UntoldService[] }): ReactNode {
  return of.map(({ service, how, names }) => (
    <p key={service} className="untold">
      <Icon name="clock" size={13} />
      <span>
        <Link to={toThing(service)}>{nameIn(service)}</Link> {how === 'missing' ? 'exists' : 'is another'} now, but not
        in this container: <code className="mono">{names[0]}</code>
        {names.length > 1 && ` and ${names.length - 1} more`}. Variables are made when a container starts.
      </span>
    </p>
  ));
}

function Probes({ of }: { readonly of: readonly ProbeView[] }): ReactNode {
  return of.map(({ kind, says }) => (
    <p key={kind} className="probe">
      <b>{kind}</b> {says}
    </p>
  ));
}

function Containers({ of }: { readonly of: ObjectDetail['containers'] }): ReactNode {
  return of.map(({ name, image, state, restarts, env, untold, probes }) => (
    <Part verbatim key={name} title={`container ${name}`} rest={`${state}${restartText(restarts)}`}>
      <p className="mono image">{image}</p>
      <Probes of={probes} />
      <Untold of={untold} />
      <Environment of={env} />
    </Part>
  ));
}

/** What the API server and the kubelet know of a Pod. */
function PodDetail({ id, labels }: { readonly id: string; readonly labels: boolean }): ReactNode {
  const detail = useDetail({ of: 'object', key: id });
  if (detail === undefined) return <p className="note">Reading …</p>;
  return (
    <>
      {labels && (
        <Part title="Labels">
          <Labels of={detail.labels} />
        </Part>
      )}
      <Conditions of={detail.conditions} />
      <Containers of={detail.containers} />
      {detail.resolvConf !== undefined && <FileText title="/etc/resolv.conf" text={detail.resolvConf} />}
      <ObjectEvents of={detail.events} />
      <StoredYaml text={detail.yaml} />
    </>
  );
}

/** A Pod that serves: how it is, what one can do to it, and what its containers see. */
export function PodPage({ pod }: { readonly pod: PodThing }): ReactNode {
  const detail = useDetail({ of: 'object', key: pod.id });
  const hasLiveness = detail?.containers.some(({ probes }) => probes.some(({ kind }) => kind === 'liveness')) === true;
  const behind = pod.services.map((service) => (
    <Link key={service} to={toThing(service)}>
      {nameIn(service)}
    </Link>
  ));
  return (
    <div className="page">
      <ObjectHead icon="pod" kind={`Pod in ${pod.namespace}`} name={pod.name}>
        <PodStateChip state={pod.state} />
      </ObjectHead>
      <PodActions pod={pod} alive={hasLiveness ? detail.annotations[LIVENESS] !== 'fail' : undefined} />
      {pod.owner !== '' && <WorkloadActions workload={pod.owner} />}
      <Facts
        of={[
          ['IP', pod.address === '' ? 'none yet' : pod.address],
          [
            'node',
            pod.node === '' ? (
              'none yet'
            ) : (
              <Link key="node" to={toNode(pod.node)}>
                {pod.node}
              </Link>
            ),
          ],
          ['state', `${pod.state} since ${secondsText(pod.since)}`],
          [
            'owner',
            pod.owner === '' ? (
              ''
            ) : (
              <Link key="owner" to={toThing(pod.owner)}>
                {pod.owner}
              </Link>
            ),
          ],
          ['Services', behind.length === 0 ? 'no selector takes it' : behind],
        ]}
      />
      <Part title="Labels">
        <Labels of={pod.labels} />
      </Part>
      <PodDetail id={pod.id} labels={false} />
    </div>
  );
}

/** A Pod that sends. */
export function ClientPage({ client }: { readonly client: ClientThing }): ReactNode {
  return (
    <div className="page">
      <ObjectHead icon="pod" kind={`Pod in ${client.namespace}, sends`} name={client.name}>
        <PodStateChip state={client.pod} />
      </ObjectHead>
      {client.where === 'pod' && <ClientActions pod={client.id} gone={client.pod === 'terminating'} />}
      <Facts
        of={[
          ['IP', client.address === '' ? 'none yet' : client.address],
          [
            'node',
            client.node === '' ? (
              'none yet'
            ) : (
              <Link key="node" to={toNode(client.node)}>
                {client.node}
              </Link>
            ),
          ],
        ]}
      />
      <Part title="Sends">
        <ul className="sends">
          {client.sends.map(({ client: key, request, every, letter }) => (
            <li key={key}>
              <b>{letter}</b> <span className="mono">{request}</span>{' '}
              <span className="note">every {durationText(every)}</span>
            </li>
          ))}
        </ul>
      </Part>
      <PodDetail id={client.id} labels />
    </div>
  );
}
