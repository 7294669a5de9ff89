import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useEffectEvent, useRef, useState } from 'react';
import { light } from '../store/index.ts';
import type { Listing } from './listing.ts';
import { Words } from './rule-text.tsx';
import { showSource, sourceOf } from './source.ts';

/** What is known of the lines of a listing, by line. */
export interface LineFacts {
  readonly counts: ReadonlyMap<number, number>;
  /** Whether the selected conversation took the rule; lines it did not read are absent. */
  readonly read: ReadonlyMap<number, boolean>;
  /** Lines that come from the field that is pointed at in the text. */
  readonly lit: ReadonlySet<number>;
}

interface Props {
  readonly listing: Listing;
  /** The lines to show. */
  readonly shown: readonly number[];
  readonly facts: LineFacts;
  readonly color: string | undefined;
  /** Brings a line into sight when it changes. */
  readonly goTo: { readonly line: number } | undefined;
  readonly label: string;
}

function classOf(listing: Listing, line: number, facts: LineFacts, pointed: boolean): string {
  const taken = facts.read.get(line);
  const words = [
    'rule-line',
    listing.isRule(line) ? '' : 'plain',
    taken === true ? 'is-taken' : '',
    taken === false ? 'is-passed' : '',
    facts.lit.has(line) ? 'is-lit' : '',
    pointed ? 'is-pointed' : '',
  ];
  return words.filter(Boolean).join(' ');
}

/** Points at a rule: its source lights up in the text. */
function useStandingOn(listing: Listing) {
  const [line, setLine] = useState<number>();
  const stand = (on: number | undefined): void => {
    setLine(on);
    const source = on === undefined ? undefined : sourceOf(listing.origin(on));
    light(source && { ...source, by: 'rule' });
  };
  return [line, stand] as const;
}

/** Arrows walk from rule to rule, Enter goes to where the text says so. */
function walker(listing: Listing, shown: readonly number[], virtual: Virtualizer<HTMLElement, Element>) {
  return (event: KeyboardEvent, pointed: number | undefined, stand: (line: number) => void): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter' && pointed !== undefined) void showSource(listing.origin(pointed));
    if (step === undefined) return;
    event.preventDefault();
    let at = pointed === undefined ? -1 : shown.indexOf(pointed);
    do at += step;
    while (at >= 0 && at < shown.length && !listing.isRule(shown[at] ?? 0));
    const next = shown[at];
    if (next === undefined) return;
    stand(next);
    virtual.scrollToIndex(at);
  };
}

/** What wrote the rule that is pointed at, and the way there. */
function OriginBar({ listing, line }: { readonly listing: Listing; readonly line: number | undefined }): ReactNode {
  const origin = line === undefined ? undefined : listing.origin(line);
  if (origin === undefined || origin.object === '')
    return (
      <p className="rule-origin">{line === undefined ? 'Point at a rule to see what wrote it' : 'Always there'}</p>
    );
  return (
    <p className="rule-origin">
      <span>
        {origin.object} <b>{origin.field}</b>
      </span>
      <button type="button" className="link" onClick={() => void showSource(origin)}>
        in the manifests
      </button>
    </p>
  );
}

interface LineProps {
  readonly listing: Listing;
  readonly line: number;
  readonly packets: number | undefined;
  readonly className: string;
  /** The colour of the conversation that took it. */
  readonly color: string | undefined;
  readonly stand: (line: number) => void;
}

function RuleLine({ listing, line, packets, className, color, stand }: LineProps): ReactNode {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter does it, on the list
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows walk over the lines of the list
    <div
      className={className}
      style={color === undefined ? undefined : { borderLeftColor: color }}
      onPointerEnter={() => stand(line)}
      onClick={() => void showSource(listing.origin(line))}
    >
      <span className="rule-words">
        <Words of={listing.lines[line] ?? ''} />
      </span>
      {packets !== undefined && <span className="packets-count">{packets}</span>}
    </div>
  );
}

/** The lines of a listing, as many as fit. */
export function RuleLines({ listing, shown, facts, color, goTo, label }: Props): ReactNode {
  const scroller = useRef<HTMLElement>(null);
  const [pointed, stand] = useStandingOn(listing);
  const virtual = useVirtualizer<HTMLElement, Element>({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (listing.isRule(shown[index] ?? 0) ? 54 : 20),
    getItemKey: (index) => shown[index] ?? index,
    overscan: 12,
  });
  const walk = walker(listing, shown, virtual);
  const follow = useEffectEvent((line: number) => {
    const at = shown.indexOf(line);
    if (at >= 0) virtual.scrollToIndex(at, { align: 'center' });
  });
  useEffect(() => {
    if (goTo !== undefined) follow(goTo.line);
  }, [goTo]);
  useEffect(() => () => light(undefined), []);
  return (
    <>
      <section
        ref={scroller}
        className="rule-lines scroll"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        onKeyDown={(event) => walk(event, pointed, stand)}
        onPointerLeave={() => light(undefined)}
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const line = shown[index] ?? 0;
            return (
              <div
                key={key}
                data-index={index}
                ref={virtual.measureElement}
                className="rule-place"
                style={{ transform: `translateY(${start}px)` }}
              >
                <RuleLine
                  listing={listing}
                  line={line}
                  packets={facts.counts.get(line)}
                  className={classOf(listing, line, facts, line === pointed)}
                  color={facts.read.get(line) === true ? color : undefined}
                  stand={stand}
                />
              </div>
            );
          })}
        </div>
      </section>
      <OriginBar listing={listing} line={pointed} />
    </>
  );
}
