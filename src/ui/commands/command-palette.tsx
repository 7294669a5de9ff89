import { Command } from 'cmdk';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { type LessonCard, lessonCards } from '../opening/index.ts';
import { store } from '../store/index.ts';
import { Icon } from '../theme/index.ts';
import { clusterEntries, type Entry, exampleEntries, pageCommands } from './entries.ts';
import type { KeyActions } from './keyboard.ts';
import { likeness } from './likeness.ts';

/** The examples once they have come; the gallery says why when they do not. */
function useCards(): readonly LessonCard[] {
  const [cards, setCards] = useState<readonly LessonCard[]>([]);
  useEffect(() => {
    let wanted = true;
    lessonCards().then(
      (found) => wanted && setCards(found),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, []);
  return cards;
}

function Entries(props: {
  readonly name: string;
  readonly entries: readonly Entry[];
  readonly run: (entry: Entry) => void;
}): ReactNode {
  const { name, entries, run } = props;
  if (entries.length === 0) return null;
  return (
    <Command.Group heading={name}>
      {entries.map((entry) => (
        <Command.Item
          key={entry.id}
          value={`${name} ${entry.id}`}
          keywords={[entry.says, entry.about, ...entry.words]}
          onSelect={() => run(entry)}
        >
          <span className="command-says">{entry.says}</span>
          <span className="command-about">{entry.about}</span>
          {entry.key !== undefined && <kbd className="kbd">{entry.key}</kbd>}
        </Command.Item>
      ))}
    </Command.Group>
  );
}

/** Everything that can be done or gone to, by its name. */
export function CommandPalette({
  extra,
  close,
}: {
  readonly extra: KeyActions;
  readonly close: () => void;
}): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const cards = useCards();
  const [commands, objects] = useMemo(() => {
    const state = store.getState();
    return [pageCommands(state, extra), clusterEntries(state)];
  }, [extra]);
  const examples = useMemo(() => exampleEntries(cards), [cards]);
  useEffect(() => {
    dialog.current?.showModal();
    input.current?.focus();
  }, []);
  // What runs may open something itself, so the list is gone first and the focus is where it was.
  const run = (entry: Entry): void => {
    dialog.current?.close();
    entry.run();
  };
  return (
    <dialog
      ref={dialog}
      className="command-palette"
      aria-label="Commands, objects and examples"
      onClose={close}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <Command
        label="Commands, objects and examples"
        filter={(_value, search, said = []) => likeness(search, said)}
        loop
      >
        <div className="command-search">
          <Icon name="search" size={14} />
          <Command.Input ref={input} placeholder="A command, an object, an example" />
          <kbd className="kbd">Esc</kbd>
        </div>
        <Command.List className="scroll">
          <Command.Empty>Nothing has such a name.</Command.Empty>
          <Entries name="Commands" entries={commands} run={run} />
          <Entries name="In the cluster" entries={objects} run={run} />
          <Entries name="Examples" entries={examples} run={run} />
        </Command.List>
      </Command>
    </dialog>
  );
}
