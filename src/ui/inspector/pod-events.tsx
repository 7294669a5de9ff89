import type { ReactNode } from 'react';
import type { PodEventView } from '../../worker/protocol.ts';
import { useAt } from '../store/index.ts';
import { Icon } from '../theme/index.ts';
import { ageOf } from './age.ts';
import { Part } from './object-parts.tsx';

function Age({ of }: { readonly of: PodEventView }): ReactNode {
  return useAt((now) => ageOf(of, now));
}

function PodEvent({ of }: { readonly of: PodEventView }): ReactNode {
  const { type, reason, from, message, container } = of;
  return (
    <li className={type === 'Warning' ? 'warn' : ''}>
      <span className="pod-event-head">
        {type === 'Warning' && <Icon name="warning" size={13} />}
        <span className="visually-hidden">{type}</span>
        <b>{reason}</b>
        <span className="mono">
          <Age of={of} />
        </span>
      </span>
      <span>{message}</span>
      <span className="note">
        {from}
        {container !== undefined && `, spec.containers{${container}}`}
      </span>
    </li>
  );
}

/** What the components reported of a Pod, the oldest first: type, reason, age, from, message, as `kubectl describe pod` lists them. */
export function PodEvents({ of }: { readonly of: readonly PodEventView[] }): ReactNode {
  return (
    <Part title="Events" rest="as kubectl describe lists them">
      {of.length === 0 ? (
        <p className="note">none</p>
      ) : (
        <ul className="pod-events">
          {of.map((event) => (
            <PodEvent key={`${event.reason} ${event.container} ${event.message}`} of={event} />
          ))}
        </ul>
      )}
    </Part>
  );
}
