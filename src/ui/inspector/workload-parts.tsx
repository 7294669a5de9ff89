import type { ReactNode } from 'react';
import type { WorkloadView } from '../../worker/protocol.ts';
import { select } from '../store/index.ts';
import { PodStateChip } from '../theme/index.ts';
import { nameIn } from './names.ts';
import { Facts, Link, Part } from './object-parts.tsx';

const toThing = (id: string) => () => select({ of: 'thing', id });

/** Pods with how they are and where; those of the system's namespace say so. */
export function PodList({ of }: { readonly of: WorkloadView['pods'] }): ReactNode {
  return (
    <Part title="Pods" rest={of.length}>
      <ul className="pod-list">
        {of.map(({ pod, state, node }) => (
          <li key={pod}>
            <span>
              <Link to={toThing(pod)}>{nameIn(pod)}</Link>{' '}
              <span className="note">{pod.startsWith('Pod/kube-system/') ? 'kube-system' : node}</span>
            </span>
            <PodStateChip state={state} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** What a workload asks for and has, the Pods that it has, and the templates that it had. */
export function Workload({ of }: { readonly of: WorkloadView }): ReactNode {
  const { wanted, ready, upToDate, available, strategy, revisions, pods } = of;
  return (
    <>
      <Facts
        of={[
          ['wanted', `${wanted}`],
          ['up to date', `${upToDate}`],
          ['ready', `${ready}`],
          ['available', `${available}`],
          ['strategy', strategy],
        ]}
      />
      {revisions.length > 0 && (
        <Part title="Revisions" rest={revisions.length}>
          <ul className="revisions">
            {revisions.map(({ number, object, images, pods: has, current }) => (
              <li key={object}>
                <b className="mono">#{number}</b>
                <span>
                  <Link to={toThing(object)}>{nameIn(object)}</Link> {current && <b className="note">current</b>}
                  <span className="mono note line">{images}</span>
                </span>
                <span className="note">{has === 1 ? '1 Pod' : `${has} Pods`}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <PodList of={pods} />
    </>
  );
}
