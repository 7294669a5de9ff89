import type { ReactNode } from 'react';
import type { Conversation } from '../../worker/protocol.ts';
import {
  nextSpeed,
  playHead,
  SPEED_STOPS,
  select,
  showNarrowTab,
  speedText,
  useAt,
  usePlayHead,
  useStore,
} from '../store/index.ts';
import { Glyph } from '../theme/index.ts';
import { laneName } from './lanes.ts';
import { BackToNow, Clock, StepButtons } from './transport.tsx';

/** The newest conversation of every Client that has begun. */
function newest(conversations: Iterable<Conversation>, now: number): readonly Conversation[] {
  const byLetter = new Map<string, Conversation>();
  for (const conversation of conversations)
    if (conversation.from <= now && conversation.from >= (byLetter.get(conversation.letter)?.from ?? 0))
      byLetter.set(conversation.letter, conversation);
  return [...byLetter.values()].toSorted((one, other) => one.letter.localeCompare(other.letter));
}

function ConversationChips(): ReactNode {
  const conversations = useStore((state) => state.conversations);
  const now = useAt((at) => Math.round(at / 100) * 100);
  const open = (id: string): void => {
    select({ of: 'conversation', id });
    showNarrowTab('now');
  };
  return (
    <div className="phone-chips">
      {newest(conversations.values(), now).map((conversation) => (
        <button key={conversation.letter} type="button" className="button" onClick={() => open(conversation.id)}>
          <Glyph shape={conversation.flights[0]?.shape ?? 'tcp'} letter={conversation.letter} size={22} />
          {laneName(conversation)}
        </button>
      ))}
    </div>
  );
}

function Scrub(): ReactNode {
  const now = useAt((at) => Math.round(at));
  const present = useAt(() => Math.round(playHead.present()));
  return (
    <input
      className="phone-scrub"
      type="range"
      min={0}
      max={Math.max(1, present)}
      value={now}
      aria-label="Play-head"
      onChange={(event) => playHead.seek(Number(event.target.value))}
    />
  );
}

/** The timeline of a narrow window: conversations as chips, large buttons, and one line to scrub on. */
export function PhoneTimeline(): ReactNode {
  const speed = usePlayHead((head) => head.speed);
  const turn = (): void => {
    const faster = nextSpeed(speed, 1);
    playHead.setSpeed(faster === speed ? (SPEED_STOPS[0] ?? speed) : faster);
  };
  return (
    <section className="timeline phone" aria-label="Timeline">
      <ConversationChips />
      <div className="phone-transport">
        <StepButtons />
        <Clock />
        <BackToNow />
        <span className="transport-rest" />
        <button type="button" className="button" aria-label={`Speed ${speedText(speed)}, change`} onClick={turn}>
          <span className="mono">{speedText(speed)}</span>
        </button>
      </div>
      <Scrub />
    </section>
  );
}
