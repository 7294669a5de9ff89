import type { ReactNode } from 'react';
import { splitKey } from '../../api/index.ts';
import type { Conversation } from '../../worker/protocol.ts';
import { playHead, select, store, useAt, useStore } from '../store/index.ts';
import { Glyph, Icon, OutcomeChip } from '../theme/index.ts';
import { currentConversations, doing, flightAt } from './doing.ts';
import { nameIn, shortPodName } from './names.ts';
import { standings } from './standing.ts';
import { tallyAt } from './tally.ts';
import './now.css';

/** Who asks for what: `client → http://random-generator`. */
export function title(conversation: Conversation): string {
  return `${splitKey(conversation.caller).name} → ${conversation.request}`;
}

function Row({ conversation }: { readonly conversation: Conversation }): ReactNode {
  const says = useAt((now) => doing(conversation, now, store.getState().things));
  const flightId = useAt((now) => flightAt(conversation.flights, now)?.id);
  const over = useAt((now) => (conversation.outcome?.at ?? Number.POSITIVE_INFINITY) <= now);
  const flight = conversation.flights.find(({ id }) => id === flightId);
  return (
    <li>
      <button
        type="button"
        className="conversation"
        onClick={() => select({ of: 'conversation', id: conversation.id })}
      >
        <Glyph shape={flight?.shape ?? 'tcp'} letter={conversation.letter} hollow={flight?.reply ?? false} />
        <span className="conversation-text">
          <b>{title(conversation)}</b>
          <span>{says}</span>
        </span>
        {over && conversation.outcome !== undefined && <OutcomeChip outcome={conversation.outcome} />}
      </button>
    </li>
  );
}

/** The newest conversations; wakes when another one is the newest, not on every frame. */
function useCurrent(): readonly Conversation[] {
  const ids = useAt((now) =>
    currentConversations(store.getState().conversations.values(), now)
      .map(({ id }) => id)
      .join('\n'),
  );
  const conversations = useStore((state) => state.conversations);
  return ids.split('\n').flatMap((id) => conversations.get(id) ?? []);
}

function WhoAnswered(): ReactNode {
  const key = useAt((now) => {
    const { conversations, things } = store.getState();
    return JSON.stringify(tallyAt(conversations.values(), things.values(), now));
  });
  const { rows, fair, unanswered } = JSON.parse(key) as ReturnType<typeof tallyAt>;
  if (rows.length === 0 || (fair === 0 && unanswered === 0)) return null;
  const full = Math.max(fair * 1.5, ...rows.map(({ count }) => count), 1);
  return (
    <section>
      <h3 className="caption">
        Who answered <span className="rest">last 100</span>
      </h3>
      <ul className="answer-bars">
        {rows.map(({ pod, count }) => (
          <li key={pod} aria-label={`${nameIn(pod)}: ${count}`}>
            <button
              type="button"
              className="mono link"
              title={nameIn(pod)}
              onClick={() => select({ of: 'thing', id: pod })}
            >
              {shortPodName(nameIn(pod))}
            </button>
            <span className="bar">
              <span className="bar-fill" style={{ width: `${(count / full) * 100}%` }} />
              {fair > 0 && <span className="bar-fair" style={{ left: `${(fair / full) * 100}%` }} />}
            </span>
            <span className="mono">{count}</span>
          </li>
        ))}
      </ul>
      <p className="note">
        {unanswered > 0 && `${unanswered} without an answer. `}
        The mark is an even share: each new connection is drawn, not dealt.
      </p>
    </section>
  );
}

function StandingNotices(): ReactNode {
  const things = useStore((state) => state.things);
  return standings(things.values()).map(({ id, heading, says, thing }) => (
    <button key={id} type="button" className="standing" onClick={() => select({ of: 'thing', id: thing })}>
      <Icon name="clock" />
      <span>
        <b>{heading}</b> {says}
      </span>
    </button>
  ));
}

function NothingYet(): ReactNode {
  const starting = useStore((state) => state.engine === 'starting');
  return (
    <div className="empty">
      <b>{starting ? 'The cluster is starting' : 'No traffic yet'}</b>
      <span>
        {starting
          ? 'The first packet leaves in a moment.'
          : 'A Client in traffic.yaml sends requests. Press play if the clock stands still.'}
      </span>
      {!starting && !playHead.playing && (
        <span>
          <button type="button" className="button" onClick={() => playHead.play()}>
            Play
          </button>
        </span>
      )}
    </div>
  );
}

/** What goes on at the play-head: the conversations, who answered, and what stands out. */
export function NowPage(): ReactNode {
  const current = useCurrent();
  return (
    <div className="page">
      <section>
        <h3 className="caption">
          Conversations <span className="rest">{current.length}</span>
        </h3>
        {current.length === 0 ? (
          <NothingYet />
        ) : (
          <ul className="conversations">
            {current.map((conversation) => (
              <Row key={conversation.letter} conversation={conversation} />
            ))}
          </ul>
        )}
      </section>
      <WhoAnswered />
      <StandingNotices />
      <p className="note hint">Click a packet, a pod or a node.</p>
    </div>
  );
}
