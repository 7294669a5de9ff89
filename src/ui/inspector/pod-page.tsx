import type { ReactNode } from 'react';
import type { ClientThing, ObjectDetail, PodThing, ProbeView, UntoldService } from '../../worker/protocol.ts';
import { select, useDetail } from '../store/index.ts';
import { Icon, PodStateChip } from '../theme/index.ts';
import { durationText, nameIn, secondsText } from './names.ts';
import { CrashButton, PodActions } from './object-actions.tsx';
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
import { PodEvents } from './pod-events.tsx';

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

/** How a check goes: its last and next run, and how far it is from changing its mind. */
function ProbeRuns({ run }: { readonly run: NonNullable<ProbeView['run']> }): ReactNode {
  const { holds, passes, answer, inARow, threshold, last, next } = run;
  const turning = passes !== holds && inARow > 0 && inARow < threshold;
  return (
    <span className="probe-run">
      <span className={passes ? 'yes' : 'no'}>
        <Icon name={inARow === 0 ? 'clock' : passes ? 'check' : 'cross'} size={13} />
        {inARow === 0 ? 'has not run yet' : passes ? 'passes' : 'fails'}
        {turning && `, ${inARow} of ${threshold} in a row`}
      </span>
      <span className="mono note">
        {last !== undefined && `last ${secondsText(last)}, `}next {secondsText(next)}
      </span>
      {answer !== '' && inARow > 0 && <span className="note line">{answer}</span>}
    </span>
  );
}

function Probes({ of }: { readonly of: readonly ProbeView[] }): ReactNode {
  return of.map(({ kind, says, run }) => (
    <div key={kind} className="probe">
      <b>{kind}</b> {says}
      {run !== undefined && <ProbeRuns run={run} />}
    </div>
  ));
}

/** A Pod's containers, each with what it was given. */
export function Containers({ pod, of }: { readonly pod: string; readonly of: ObjectDetail['containers'] }): ReactNode {
  return of.map(({ name, image, state, restarts, env, untold, probes }) => (
    <Part verbatim key={name} title={`container ${name}`} rest={`${state}${restartText(restarts)}`}>
      <div className="container-head">
        <p className="mono image">{image}</p>
        <CrashButton pod={pod} container={name} running={state === 'running'} />
      </div>
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
      {detail.podEvents !== undefined && <PodEvents of={detail.podEvents} />}
      <ObjectEvents of={detail.events} />
      <Containers pod={id} of={detail.containers} />
      {detail.resolvConf !== undefined && <FileText title="/etc/resolv.conf" text={detail.resolvConf} />}
      {detail.hosts !== undefined && detail.hosts !== '' && <FileText title="/etc/hosts" text={detail.hosts} />}
      <StoredYaml text={detail.yaml} />
    </>
  );
}

const nodeLink = (node: string): ReactNode =>
  node === '' ? (
    'none yet'
  ) : (
    <Link key="node" to={toNode(node)}>
      {node}
    </Link>
  );

/** A Pod that serves: how it is, what one can do to it, and what its containers see. */
export function PodPage({ pod }: { readonly pod: PodThing }): ReactNode {
  const detail = useDetail({ of: 'object', key: pod.id });
  const facts = detail?.facts ?? [];
  const behind = pod.services.map((service) => (
    <Link key={service} to={toThing(service)}>
      {nameIn(service)}
    </Link>
  ));
  const owner = (
    <Link key="owner" to={toThing(pod.owner)}>
      {pod.owner}
    </Link>
  );
  return (
    <div className="page">
      <ObjectHead icon="pod" kind={`Pod in ${pod.namespace}`} name={pod.name}>
        <PodStateChip state={pod.state} />
      </ObjectHead>
      {detail !== undefined && <PodActions of={detail} />}
      <Facts
        of={[
          ['IP', pod.address === '' ? 'none yet' : pod.address],
          ['node', nodeLink(pod.node)],
          ['state', `${pod.state} since ${secondsText(pod.since)}`],
          ['owner', pod.owner === '' ? '' : owner],
          ['Services', behind.length === 0 ? 'no selector takes it' : behind],
          ...facts,
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
  const detail = useDetail({ of: 'object', key: client.id });
  const facts = detail?.facts ?? [];
  return (
    <div className="page">
      <ObjectHead icon="pod" kind={`Pod in ${client.namespace}, sends`} name={client.name}>
        <PodStateChip state={client.pod} />
      </ObjectHead>
      {detail !== undefined && <PodActions of={detail} />}
      <Facts
        of={[['IP', client.address === '' ? 'none yet' : client.address], ['node', nodeLink(client.node)], ...facts]}
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
