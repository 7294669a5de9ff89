import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, type ReactNode, useMemo, useRef, useState } from 'react';
import { splitKey } from '../../api/index.ts';
import type { ClusterEvent, Conversation, Instant } from '../../worker/protocol.ts';
import { select, useAt, useStore } from '../store/index.ts';
import { Glyph, Icon, OutcomeChip } from '../theme/index.ts';
import { clockText } from './clock.ts';
import { type EventFilter, type EventRow, eventRows } from './event-rows.ts';
import { laneName } from './lanes.ts';

const ROW = 26;

const FILTERS: readonly (readonly [EventFilter, string])[] = [
  ['all', 'All'],
  ['you', 'You'],
  ['control plane', 'Control plane'],
  ['nodes', 'Nodes'],
  ['traffic', 'Traffic'],
];

function ConversationLine({
  conversation,
  over,
}: {
  readonly conversation: Conversation;
  readonly over: boolean;
}): ReactNode {
  const { outcome } = conversation;
  return (
    <button type="button" className="event-row" onClick={() => select({ of: 'conversation', id: conversation.id })}>
      <span className="mono at">{clockText(conversation.from)}</span>
      <Glyph shape={conversation.flights[0]?.shape ?? 'tcp'} letter={conversation.letter} size={16} />
      <span className="by">
        {conversation.clientName} #{conversation.number}
      </span>
      <span className="says">
        {laneName(conversation)}
        {over && outcome !== undefined && (
          <>
            {' '}
            <OutcomeChip outcome={outcome} /> <span className="because">{outcome.because}</span>
          </>
        )}
        {!over && <span className="because"> under way</span>}
      </span>
    </button>
  );
}

/** What the event answers to: `← Pod web-1, scheduler`. */
function causeText({ cause }: ClusterEvent): string {
  if (cause === undefined) return '';
  const { kind, name } = splitKey(cause.object);
  return `← ${kind} ${name}, ${cause.by}`;
}

function EventLine({ event }: { readonly event: ClusterEvent }): ReactNode {
  const { object } = event;
  const inside = (
    <>
      <span className="mono at">{clockText(event.at)}</span>
      <span className={`tone ${event.tone}`}>
        <Icon name={event.tone === 'warn' ? 'warning' : event.tone === 'good' ? 'check' : 'list'} size={13} />
      </span>
      <span className="by">{event.by}</span>
      <span className="says" title={event.text}>
        {event.text} <span className="cause">{causeText(event)}</span>
      </span>
    </>
  );
  if (object === undefined) return <div className="event-row still">{inside}</div>;
  return (
    <button type="button" className="event-row" onClick={() => select({ of: 'thing', id: object })}>
      {inside}
    </button>
  );
}

const Line = memo(function Line({ row, over }: { readonly row: EventRow; readonly over: boolean }): ReactNode {
  return row.of === 'event' ? (
    <EventLine event={row.event} />
  ) : (
    <ConversationLine conversation={row.conversation} over={over} />
  );
});

const isOver = (row: EventRow, now: Instant): boolean =>
  row.of === 'conversation' && (row.conversation.outcome?.at ?? Number.POSITIVE_INFINITY) <= now;

function Lines({ rows, now }: { readonly rows: readonly EventRow[]; readonly now: Instant }): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  return (
    <div ref={scroller} className="event-list scroll">
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          return (
            row !== undefined && (
              <div key={key} className="event-place" style={{ transform: `translateY(${start}px)`, height: ROW }}>
                <Line row={row} over={isOver(row, now)} />
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

/** Why the list is empty. */
function NoEvents({ searched }: { readonly searched: boolean }): ReactNode {
  const starting = useStore((state) => state.engine === 'starting');
  return (
    <p className="drawer-empty" role="status">
      {starting ? 'The cluster is starting …' : searched ? 'No line has all these words.' : 'Nothing of this kind yet.'}
    </p>
  );
}

/** Chooses what the list holds. */
function Choice(props: {
  readonly filter: EventFilter;
  readonly onFilter: (filter: EventFilter) => void;
  readonly search: string;
  readonly onSearch: (search: string) => void;
}): ReactNode {
  const { filter, onFilter, search, onSearch } = props;
  return (
    <>
      <label className="event-search">
        <Icon name="search" size={14} />
        <input
          type="search"
          placeholder="Search the events"
          value={search}
          onChange={(event) => onSearch(event.target.value)}
        />
      </label>
      <fieldset className="segments" aria-label="Which events">
        {FILTERS.map(([name, word]) => (
          <button key={name} type="button" aria-pressed={filter === name} onClick={() => onFilter(name)}>
            {word}
          </button>
        ))}
      </fieldset>
    </>
  );
}

/** The list of everything that has happened up to the play-head; a line opens what it speaks of. */
export function EventsDrawer({ close }: { readonly close: () => void }): ReactNode {
  const [filter, setFilter] = useState<EventFilter>('all');
  const [search, setSearch] = useState('');
  const events = useStore((state) => state.events);
  const conversations = useStore((state) => state.conversations);
  const now = useAt((at) => Math.floor(at / 20) * 20);
  const rows = useMemo(
    () => eventRows(events, conversations.values(), now, filter, search),
    [events, conversations, now, filter, search],
  );
  return (
    <section className="drawer" aria-label="Events">
      <header className="drawer-head">
        <h2>Events</h2>
        <span className="drawer-note">newest first, up to the play-head</span>
        <span className="transport-rest" />
        <Choice filter={filter} onFilter={setFilter} search={search} onSearch={setSearch} />
        <button type="button" className="button quiet icon" aria-label="Close the events" onClick={close}>
          <Icon name="cross" />
        </button>
      </header>
      {rows.length === 0 ? <NoEvents searched={search.trim() !== ''} /> : <Lines rows={rows} now={now} />}
    </section>
  );
}
