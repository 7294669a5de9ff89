import type { ReactNode } from 'react';
import type { Conversation } from '../../worker/protocol.ts';
import { select, store, useAt, useStore } from '../store/index.ts';
import { Glyph, Icon } from '../theme/index.ts';
import { title } from './conversation-list.tsx';
import { currentConversations, flightAt } from './doing.ts';
import './rail.css';

function RailGlyph({ conversation }: { readonly conversation: Conversation }): ReactNode {
  const flightId = useAt((now) => flightAt(conversation.flights, now)?.id);
  const flight = conversation.flights.find(({ id }) => id === flightId);
  return (
    <button
      type="button"
      className="rail-glyph"
      aria-label={`Open ${title(conversation)}`}
      title={title(conversation)}
      onClick={() => select({ of: 'conversation', id: conversation.id })}
    >
      <Glyph shape={flight?.shape ?? 'tcp'} letter={conversation.letter} hollow={flight?.reply ?? false} size={26} />
    </button>
  );
}

/** The inspector folded away: one packet for each conversation, and the way to open it. */
export function InspectorRail({ open }: { readonly open: () => void }): ReactNode {
  const ids = useAt((now) =>
    currentConversations(store.getState().conversations.values(), now)
      .map(({ id }) => id)
      .join('\n'),
  );
  const conversations = useStore((state) => state.conversations);
  return (
    <div className="inspector-rail">
      <button type="button" className="button quiet icon" aria-label="Open the inspector" onClick={open}>
        <Icon name="list" />
      </button>
      {ids.split('\n').flatMap((id) => {
        const conversation = conversations.get(id);
        return conversation === undefined ? [] : [<RailGlyph key={conversation.letter} conversation={conversation} />];
      })}
      <button type="button" className="rail-open" onClick={open}>
        Inspector
      </button>
    </div>
  );
}
