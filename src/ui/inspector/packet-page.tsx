import { type ReactNode, useState } from 'react';
import type { Conversation, ConversationDetail, Flight, Instant } from '../../worker/protocol.ts';
import { select, store, useAt, useConversation, useDetail, usePlayHead } from '../store/index.ts';
import { Glyph, Icon } from '../theme/index.ts';
import { BecauseCard } from './because-card.tsx';
import { title } from './conversation-list.tsx';
import { doing, flightAt } from './doing.ts';
import { Hop, isEventful } from './hops.tsx';
import { secondsText } from './names.ts';
import './packet.css';

type FlightDetail = ConversationDetail['flights'][number];

/** The packet to have open: the one under way; when all is over, the first that was not about a name. */
function packetToOpen(conversation: Conversation, now: Instant): string | undefined {
  const over = conversation.outcome !== undefined && conversation.outcome.at <= now;
  if (!over) return flightAt(conversation.flights, now)?.id;
  return (conversation.flights.find((flight) => flight.shape !== 'dns') ?? conversation.flights[0])?.id;
}

/** The packets that have left by an instant, as one text to compare. */
function beginnings(conversation: Conversation | undefined, now: Instant): string {
  const begun = conversation?.flights.filter((flight) => flight.from <= now) ?? [];
  return begun.map(({ id }) => id).join('\n');
}

/** The hop on which the play-head stands: its number, one less than the first when the packet is not on its way yet. */
function hopAt(flight: FlightDetail, now: Instant): number {
  return flight.hops.findLastIndex((hop) => hop.at <= now);
}

function Hops({ flight, over }: { readonly flight: FlightDetail; readonly over: boolean }): ReactNode {
  const [turned, setTurned] = useState<ReadonlySet<number>>(new Set());
  const here = useAt((now) => hopAt(flight, now));
  const done = useAt((now) => (flight.hops.at(-1)?.to ?? 0) < now);
  const playing = usePlayHead((head) => head.playing);
  const toggle = (index: number): void =>
    setTurned((before) => {
      const after = new Set(before);
      if (!after.delete(index)) after.add(index);
      return after;
    });
  return (
    <ol className="hops">
      {flight.hops.map((hop, index) => {
        const state = index > here ? 'ahead' : index === here && !done && !over ? 'now' : 'past';
        const usual = (state !== 'ahead' && isEventful(hop)) || (state === 'now' && !playing);
        return (
          <Hop
            key={`${hop.at} ${hop.place}`}
            hop={hop}
            state={state}
            follow={!playing}
            open={turned.has(index) !== usual}
            toggle={() => toggle(index)}
          />
        );
      })}
    </ol>
  );
}

interface PacketProps {
  readonly conversation: Conversation;
  readonly flight: Flight;
  readonly detail: FlightDetail | undefined;
  readonly open: boolean;
  readonly over: boolean;
}

function Packet({ conversation, flight, detail, open, over }: PacketProps): ReactNode {
  const pick = (): void => {
    const { selection } = store.getState();
    const pinned = selection?.of === 'conversation' && selection.flight === flight.id;
    select(
      pinned
        ? { of: 'conversation', id: conversation.id }
        : { of: 'conversation', id: conversation.id, flight: flight.id },
    );
  };
  return (
    <li className={open ? 'packet open' : 'packet'}>
      <button type="button" className="packet-head" aria-expanded={open} onClick={pick}>
        <Glyph shape={flight.shape} letter={conversation.letter} hollow={flight.reply} size={18} />
        <b>{flight.label}</b>
        <span className="packet-way">{flight.reply ? 'way back' : ''}</span>
        <span className="mono hop-at">{secondsText(flight.from)}</span>
      </button>
      {open && detail !== undefined && <Hops key={flight.id} flight={detail} over={over} />}
      {open && detail === undefined && <p className="note packet-wait">Reading the hops …</p>}
    </li>
  );
}

function Gone(): ReactNode {
  return (
    <div className="page">
      <div className="empty">
        <b>This conversation is no longer kept</b>
        <span>Click a packet, or a line of the events.</span>
        <span>
          <button type="button" className="button" onClick={() => select(undefined)}>
            What goes on now
          </button>
        </span>
      </div>
    </div>
  );
}

function Heading({ conversation, over }: { readonly conversation: Conversation; readonly over: boolean }): ReactNode {
  const says = useAt((now) => doing(conversation, now, store.getState().things));
  const first = conversation.flights[0]?.shape ?? 'tcp';
  return (
    <header className="packet-title">
      <button
        type="button"
        className="button quiet icon"
        aria-label="All conversations"
        onClick={() => select(undefined)}
      >
        <Icon name="back" />
      </button>
      <Glyph shape={first === 'dns' ? 'tcp' : first} letter={conversation.letter} size={22} />
      <div>
        <h2>{title(conversation)}</h2>
        <span>
          {conversation.clientName} #{conversation.number}, {over ? `began at ${secondsText(conversation.from)}` : says}
        </span>
      </div>
    </header>
  );
}

/** One conversation: what came of it and why, then every hop of every packet, there and back. */
export function PacketPage({ id, pinned }: { readonly id: string; readonly pinned: string | undefined }): ReactNode {
  const conversation = useConversation(id);
  const detail = useDetail({ of: 'conversation', id });
  const following = useAt((now) => (conversation === undefined ? undefined : packetToOpen(conversation, now)));
  const over = useAt((now) => (conversation?.outcome?.at ?? Number.POSITIVE_INFINITY) <= now);
  const begun = useAt((now) => beginnings(conversation, now));
  if (conversation === undefined) return <Gone />;
  const open = pinned ?? following;
  const flights = conversation.flights.filter(
    ({ id: flight }) => flight === pinned || begun.split('\n').includes(flight),
  );
  return (
    <div className="page">
      <Heading conversation={conversation} over={over} />
      {over && conversation.outcome !== undefined && (
        <BecauseCard conversation={conversation} outcome={conversation.outcome} detail={detail} />
      )}
      <section>
        <h3 className="caption">
          Packets
          {pinned !== undefined && (
            <button type="button" className="rest link" onClick={() => select({ of: 'conversation', id })}>
              follow the play-head
            </button>
          )}
        </h3>
        <ul className="packet-list">
          {flights.map((flight) => (
            <Packet
              key={flight.id}
              conversation={conversation}
              flight={flight}
              detail={detail?.flights.find((candidate) => candidate.id === flight.id)}
              open={flight.id === open}
              over={over}
            />
          ))}
        </ul>
      </section>
    </div>
  );
}
