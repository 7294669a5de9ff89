import type { ReactNode } from 'react';
import type { ClientThing, ObjectDetail, PodThing } from '../../worker/protocol.ts';
import { deletePod, scaleDeployment, select, setReadiness, useDetail, useReplicas } from '../store/index.ts';
import { PodStateChip } from '../theme/index.ts';
import { durationText, nameIn, secondsText } from './names.ts';
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

const toNode = (name: string) => () => select({ of: 'node', name });
const toThing = (id: string) => () => select({ of: 'thing', id });

function Containers({ of }: { readonly of: ObjectDetail['containers'] }): ReactNode {
  return of.map(({ name, image, state, env }) => (
    <Part verbatim key={name} title={`container ${name}`} rest={state}>
      <p className="mono image">{image}</p>
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

function Scale({ deployment }: { readonly deployment: string }): ReactNode {
  const replicas = useReplicas(deployment);
  const why =
    replicas === undefined
      ? 'No manifest names this Deployment, or its text does not parse'
      : 'Edits replicas in the manifest';
  const scale = (by: number) => () =>
    replicas !== undefined && void scaleDeployment(deployment, Math.max(0, replicas + by));
  return (
    <span className="stepper" title={why}>
      <button
        type="button"
        className="button icon"
        aria-label="Scale down"
        disabled={replicas === undefined || replicas === 0}
        onClick={scale(-1)}
      >
        −
      </button>
      <span>
        replicas <b className="mono">{replicas ?? '?'}</b>
      </span>
      <button
        type="button"
        className="button icon"
        aria-label="Scale up"
        disabled={replicas === undefined}
        onClick={scale(1)}
      >
        +
      </button>
    </span>
  );
}

function Actions({ pod }: { readonly pod: PodThing }): ReactNode {
  const running = pod.state === 'ready' || pod.state === 'not ready';
  return (
    <div className="actions">
      <button
        type="button"
        className="button"
        disabled={!running}
        onClick={() => void setReadiness(pod.id, pod.state !== 'ready')}
      >
        {pod.state === 'not ready' ? 'Make ready' : 'Make unready'}
      </button>
      <button
        type="button"
        className="button"
        disabled={pod.state === 'terminating'}
        onClick={() => void deletePod(pod.id)}
      >
        Delete
      </button>
      {pod.owner.startsWith('Deployment/') && <Scale deployment={pod.owner} />}
    </div>
  );
}

/** A Pod that serves: how it is, what one can do to it, and what its containers see. */
export function PodPage({ pod }: { readonly pod: PodThing }): ReactNode {
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
      <Actions pod={pod} />
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
          ['owner', pod.owner],
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
      <div className="actions">
        <button
          type="button"
          className="button"
          disabled={client.pod === 'terminating'}
          onClick={() => void deletePod(client.id)}
        >
          Delete
        </button>
      </div>
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
