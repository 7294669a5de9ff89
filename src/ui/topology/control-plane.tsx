import { type ReactNode, useMemo } from 'react';
import type { ClusterEvent, Instant } from '../../worker/protocol.ts';
import { useAt, useStore } from '../store/index.ts';
import { type Deed, deedsAt } from './change-travelling.ts';
import { nameIn, podLabel } from './names.ts';

/** Virtual milliseconds for which a deed is news, and after which a change that has arrived everywhere is quiet. */
const NEWS = 600;
const QUIET = 5000;

const seconds = (ms: Instant): string => (ms / 1000).toFixed(2);

/** What was watched, and how long before: `saw Pod web-x4k2p, +0.12 s`. */
export function sawWords({ at, cause }: ClusterEvent): string {
  if (cause === undefined) return '';
  const kind = cause.object.slice(0, cause.object.indexOf('/'));
  return `saw ${kind} ${podLabel(nameIn(cause.object))}, +${seconds(at - cause.at)} s`;
}

/** Each node's kube-proxy writes for itself: `node-1 +0.31, node-2 +0.45 s`. */
export function lagWords(events: readonly ClusterEvent[]): string {
  const lags = new Map(events.map(({ by, at, cause }) => [by.replace(/^kube-proxy /, ''), at - (cause?.at ?? at)]));
  return `${[...lags].map(([node, lag]) => `${node} +${seconds(lag)}`).join(', ')} s`;
}

function words({ actor, now, last }: Deed): readonly [string, string] {
  const newest = now.at(-1);
  if (newest === undefined) return [last?.text ?? 'nothing yet', last === undefined ? '' : sawWords(last)];
  if (actor === 'kube-proxies' && newest.cause) return [`rules: ${lagWords(now)}`, sawWords(newest)];
  const more = now.length > 1 ? ` and ${now.length - 1} more` : '';
  return [newest.text + more, sawWords(newest)];
}

/** Names that controllers made, as the chart's cards have them. */
const MADE_NAMES = /[a-z0-9.-]+-[a-z0-9]{6,10}-[a-z0-9]{5}/g;

const brief = (text: string): string => text.replaceAll(MADE_NAMES, podLabel);

function lookOf({ now, last }: Deed, at: Instant): string {
  const newest = now.at(-1);
  if (newest === undefined || at - newest.at > QUIET) return last === undefined ? 'idle' : 'past';
  return at - newest.at < NEWS ? 'fresh' : 'travelled';
}

function Cell({ deed, at }: { readonly deed: Deed; readonly at: Instant }): ReactNode {
  const [wrote, saw] = words(deed);
  const when = (deed.now.at(-1) ?? deed.last)?.at;
  return (
    <li className={lookOf(deed, at)}>
      <b>{deed.actor}</b>
      <i>{when === undefined ? '–' : seconds(when)}</i>
      <span title={wrote}>{brief(wrote)}</span>
      <small title={saw}>{saw}</small>
    </li>
  );
}

/** The control plane under the chart: how the newest change travels from one watcher to the next, at the play-head's instant. */
export function ControlPlane(): ReactNode {
  const shown = useStore((state) => state.panes.controlPlane);
  const events = useStore((state) => state.events);
  const at = useAt((now) => (shown ? Math.round(now / 50) * 50 : 0));
  const deeds = useMemo(() => (shown ? deedsAt(events, at) : []), [shown, events, at]);
  if (!shown) return null;
  return (
    <ol className="control-plane" aria-label="Control plane: who wrote what, and what it had seen">
      {deeds.map((deed) => (
        <Cell key={deed.actor} deed={deed} at={at} />
      ))}
    </ol>
  );
}
