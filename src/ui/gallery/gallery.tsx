import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { type LessonCard, lessonCards, linkTo } from '../opening/index.ts';
import { editedLessons, useStore } from '../store/index.ts';
import { Icon } from '../theme/index.ts';
import { themesWith } from './find.ts';

type Cards = readonly LessonCard[] | { readonly fault: string } | undefined;

/** The examples there are: undefined while they come, or why they did not. */
function useCards(): readonly [Cards, again: () => void] {
  const [cards, setCards] = useState<Cards>();
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try asks again
  useEffect(() => {
    let wanted = true;
    lessonCards().then(
      (found) => wanted && setCards(found),
      (error: unknown) => wanted && setCards({ fault: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [tries]);
  return [cards, () => setTries((before) => before + 1)];
}

interface CardProps {
  readonly card: LessonCard;
  readonly current: boolean;
  readonly edited: boolean;
  readonly close: () => void;
}

function Card({ card, current, edited, close }: CardProps): ReactNode {
  return (
    <li>
      <a className="lesson-card" href={linkTo(card.folder)} aria-current={current ? 'page' : undefined} onClick={close}>
        <span className="lesson-head">
          <b>{card.title}</b>
          {edited && <span className="lesson-note">edited</span>}
          {current && (
            <span className="lesson-note here">
              <Icon name="check" size={12} /> open
            </span>
          )}
        </span>
        <span className="lesson-says">{card.says}</span>
        <span className="lesson-teaches">
          {card.teaches.map((word) => (
            <code key={word}>{word}</code>
          ))}
        </span>
        <span className="lesson-book">{[card.book, card.level].filter(Boolean).join(' · ')}</span>
      </a>
    </li>
  );
}

/** Arrows walk over the cards, one after the other; up from the first goes back to the search. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, .lesson-card')];
  const here = stops.indexOf(document.activeElement as HTMLElement);
  event.preventDefault();
  stops[Math.max(0, Math.min(stops.length - 1, here + step))]?.focus();
}

function Themes(props: {
  readonly cards: readonly LessonCard[];
  readonly search: string;
  readonly close: () => void;
}): ReactNode {
  const { cards, search, close } = props;
  const current = useStore((state) => state.lesson?.folder);
  const edited = useMemo(() => editedLessons(cards), [cards]);
  const themes = themesWith(cards, search);
  if (themes.length === 0)
    return (
      <div className="empty">
        <b>No example speaks of that</b>
        <span>Search for a word of Kubernetes, such as nodePort, selector or ping.</span>
      </div>
    );
  return themes.map(({ name, cards: found }) => (
    <section key={name} aria-label={name}>
      <h3 className="caption">{name}</h3>
      <ul className="lesson-grid">
        {found.map((card) => (
          <Card
            key={card.folder}
            card={card}
            current={card.folder === current}
            edited={edited.has(card.folder)}
            close={close}
          />
        ))}
      </ul>
    </section>
  ));
}

function Unread({ fault, again }: { readonly fault: string; readonly again: () => void }): ReactNode {
  return (
    <div className="empty wrong" role="alert">
      <b>The list of examples did not come</b>
      <span>What is open stays open.</span>
      <code className="mono">{fault}</code>
      <span>
        <button type="button" className="button" onClick={again}>
          Try again
        </button>
      </span>
    </div>
  );
}

/** All examples by theme, with a search over everything that is said of them. */
export function Gallery({ close }: { readonly close: () => void }): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const [search, setSearch] = useState('');
  const [cards, again] = useCards();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="gallery"
      aria-label="Examples"
      onClose={close}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
      onKeyDown={walk}
    >
      <div className="gallery-inside">
        <header>
          <h2>Examples</h2>
          <label className="search">
            <Icon name="search" size={14} />
            <input
              type="search"
              aria-label="Search the examples"
              placeholder="Search: nodePort, ping, selector …"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
          </label>
          <button
            type="button"
            className="button quiet icon"
            aria-label="Close the examples"
            onClick={() => dialog.current?.close()}
          >
            <Icon name="cross" />
          </button>
        </header>
        <div className="gallery-themes scroll" aria-busy={cards === undefined}>
          {cards !== undefined && 'fault' in cards && <Unread fault={cards.fault} again={again} />}
          {cards !== undefined && !('fault' in cards) && (
            <Themes cards={cards} search={search} close={() => dialog.current?.close()} />
          )}
        </div>
      </div>
    </dialog>
  );
}
