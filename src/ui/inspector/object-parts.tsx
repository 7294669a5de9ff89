import { Fragment, type ReactNode, useState } from 'react';
import type { ClusterEvent, Instant, ObjectDetail, VariableView } from '../../worker/protocol.ts';
import { select } from '../store/index.ts';
import { CopyButton, Icon, type IconName } from '../theme/index.ts';
import { nameIn, secondsText } from './names.ts';
import './object.css';

/** The heading of an object's page: what it is, its name, how it is. */
export function ObjectHead(props: {
  readonly icon: IconName;
  readonly kind: string;
  readonly name: string;
  readonly children?: ReactNode;
}): ReactNode {
  return (
    <header className="object-head">
      <Icon name={props.icon} size={20} />
      <div>
        <h2>{props.name}</h2>
        <span>{props.kind}</span>
      </div>
      {props.children}
    </header>
  );
}

/** Names and values, one below the other. Empty values are left out. */
export function Facts({ of }: { readonly of: readonly (readonly [string, ReactNode])[] }): ReactNode {
  return (
    <dl className="facts">
      {of
        .filter(([, value]) => value !== '' && value !== undefined && !(Array.isArray(value) && value.length === 0))
        .map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}

/** Labels or a selector, pair by pair. */
export function Labels({ of }: { readonly of: Readonly<Record<string, string>> }): ReactNode {
  const pairs = Object.entries(of);
  if (pairs.length === 0) return <span className="note">none</span>;
  return (
    <ul className="labels">
      {pairs.map(([key, value]) => (
        <li key={key} className="mono">
          {key}={value}
        </li>
      ))}
    </ul>
  );
}

/** A part of an object's page under its own caption. */
export function Part(props: {
  readonly title: string;
  readonly rest?: ReactNode;
  /** The title is a name that must be written as it is. */
  readonly verbatim?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const { title, rest, verbatim = false, children } = props;
  return (
    <section>
      <h3 className={verbatim ? 'caption verbatim' : 'caption'}>
        {title} {rest !== undefined && <span className="rest">{rest}</span>}
      </h3>
      {children}
    </section>
  );
}

/** Conditions of which it is good that they are not so. */
const UNWANTED = /Pressure$|^NetworkUnavailable$|Failure$/;

/** When something was so, in words: objects of a dump are older than the cluster here. */
export function sinceText(at: Instant | undefined): string {
  if (at === undefined) return '';
  return at < 0 ? 'from before' : `since ${Math.floor(at / 1000)} s`;
}

function Condition({ of }: { readonly of: ObjectDetail['conditions'][number] }): ReactNode {
  const { type, status, reason, message, since } = of;
  const good = status === (UNWANTED.test(type) ? 'False' : 'True');
  return (
    <li>
      <span className={good ? 'yes' : 'no'}>
        <Icon name={status === 'Unknown' ? 'question' : good ? 'check' : 'cross'} size={13} />
      </span>
      <span className="condition-says">
        {type} <b>{status}</b> {reason !== '' && <span className="note">{reason}</span>}
        {message !== '' && !good && <span className="note line">{message}</span>}
      </span>
      <span className="mono note">{sinceText(since)}</span>
    </li>
  );
}

/** The conditions of an object's status. */
export function Conditions({ of }: { readonly of: ObjectDetail['conditions'] }): ReactNode {
  if (of.length === 0) return null;
  return (
    <Part title="Conditions">
      <ul className="conditions">
        {of.map((condition) => (
          <Condition key={condition.type} of={condition} />
        ))}
      </ul>
    </Part>
  );
}

/** Where a variable comes from: a Service can be looked at, a field of the Pod is named. */
function Origin({ of }: { readonly of: string }): ReactNode {
  if (!of.startsWith('Service/')) return <span className="note">from {of}</span>;
  return (
    <span className="note">
      from <Link to={() => select({ of: 'thing', id: of })}>{of}</Link>
    </span>
  );
}

/** A container's variables with the origin of each; a filter when there are many. */
export function Environment({ of }: { readonly of: readonly VariableView[] }): ReactNode {
  const [filter, setFilter] = useState('');
  const wanted = filter.toLowerCase();
  const shown = of.filter(({ name, value, origin }) => `${name}=${value} ${origin}`.toLowerCase().includes(wanted));
  if (of.length === 0) return <p className="note">no variables</p>;
  return (
    <div className="environment">
      <label className="search">
        <Icon name="search" size={14} />
        <input
          type="search"
          placeholder="Filter the variables"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        <span className="mono">{shown.length === of.length ? of.length : `${shown.length} of ${of.length}`}</span>
      </label>
      <ul>
        {shown.map(({ name, value, origin }) => (
          <li key={name}>
            <span className="mono">
              <b>{name}</b>=<wbr />
              {value}
            </span>
            <Origin of={origin} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A text as it stands in a file. */
export function FileText({ title, text }: { readonly title: string; readonly text: string }): ReactNode {
  return (
    <Part verbatim title={title} rest={<CopyButton text={text} what={title} />}>
      <pre className="file-text">{text.trimEnd()}</pre>
    </Part>
  );
}

/** The whole object as it is stored, folded away until wanted. */
export function StoredYaml({ text }: { readonly text: string | undefined }): ReactNode {
  if (text === undefined) return null;
  return (
    <details className="stored">
      <summary className="caption">As it is stored</summary>
      <div className="stored-text">
        <CopyButton text={text} what="the YAML" />
        <pre className="file-text">{text.trimEnd()}</pre>
      </div>
    </details>
  );
}

/** What happened, without the name of the object whose page it stands on. */
function saidOf({ object, text }: ClusterEvent): string {
  const name = `${nameIn(object ?? '')} `;
  return text.startsWith(name) ? text.slice(name.length) : text;
}

/** What happened to an object, newest first: who wrote what of it. */
export function ObjectEvents({ of }: { readonly of: readonly ClusterEvent[] }): ReactNode {
  if (of.length === 0) return null;
  return (
    <Part title="History" rest={of.length}>
      <ul className="object-events">
        {of.toReversed().map((event) => (
          <li key={event.id} className={event.tone}>
            <span className="mono">{secondsText(event.at)}</span>
            <span>
              {saidOf(event)} <span className="note">{event.by}</span>
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** Leads to another thing or node. */
export function Link({ to, children }: { readonly to: () => void; readonly children: ReactNode }): ReactNode {
  return (
    <button type="button" className="link" onClick={to}>
      {children}
    </button>
  );
}
