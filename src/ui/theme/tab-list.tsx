import type { KeyboardEvent, ReactNode } from 'react';

interface Props<Tab extends string> {
  /** What the tabs belong to, for those who cannot see it. */
  readonly label: string;
  readonly tabs: readonly (readonly [Tab, string])[];
  readonly open: Tab;
  readonly onOpen: (tab: Tab) => void;
  readonly className?: string;
  /** The id of the panel that the tabs fill. */
  readonly panel?: string;
}

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** A row of tabs: one stop for the Tab key, arrows walk between them. */
export function TabList<Tab extends string>({
  label,
  tabs,
  open,
  onOpen,
  className = '',
  panel,
}: Props<Tab>): ReactNode {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    const here = tabs.findIndex(([tab]) => tab === open);
    const index = (here + step + tabs.length) % tabs.length;
    const next = tabs[index];
    if (next === undefined) return;
    event.preventDefault();
    onOpen(next[0]);
    const button = event.currentTarget.children[index];
    if (button instanceof HTMLElement) button.focus();
  };
  return (
    <div className={`tabs ${className}`} role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map(([tab, name]) => (
        <button
          key={tab}
          type="button"
          role="tab"
          className="tab"
          aria-selected={tab === open}
          aria-controls={panel}
          tabIndex={tab === open ? 0 : -1}
          onClick={() => onOpen(tab)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
