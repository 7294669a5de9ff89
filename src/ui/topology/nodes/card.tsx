import type { MouseEvent, ReactNode } from 'react';
import type { PodState } from '../../../worker/protocol.ts';
import { select, useStore } from '../../store/index.ts';
import { Icon, type IconName } from '../../theme/index.ts';
import { useLit } from '../lights.ts';

/** The data of every node of the chart: whose node it is. Everything else is read by id, so that one change wakes one card. */
export type ThingData = { readonly id: string };

/** Whether a thing is selected. */
export function useSelected(id: string): boolean {
  return useStore((state) => state.selection?.of === 'thing' && state.selection.id === id);
}

interface CardProps {
  /** What a click selects. */
  readonly id: string;
  /** The thing that the card shows, when it is another than a click selects. */
  readonly thing?: string;
  readonly title?: string;
  /** What a screen reader says: kind, name and state. */
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A thing of the chart: click or Enter selects it. */
export function Card({ id, thing = id, title, label, className = '', children }: CardProps): ReactNode {
  const selected = useSelected(id);
  const lit = useLit(thing);
  const choose = (event: MouseEvent): void => {
    event.stopPropagation();
    select({ of: 'thing', id });
  };
  return (
    <button
      type="button"
      className={`thing ${className} ${selected ? 'selected' : ''} ${lit}`}
      aria-label={label}
      aria-pressed={selected}
      onClick={choose}
      data-thing={thing}
      title={title}
    >
      {children}
    </button>
  );
}

/** The first line of a card: icon, name and what stands at its right end. */
export function Title(props: {
  readonly icon?: IconName;
  readonly name: string;
  readonly full?: string;
  readonly children?: ReactNode;
}): ReactNode {
  const { icon, name, full = name, children } = props;
  return (
    <span className="thing-title">
      {icon !== undefined && <Icon name={icon} size={14} />}
      <b title={full === name ? undefined : full}>{name}</b>
      {children}
    </span>
  );
}

const LAMPS: Readonly<Record<PodState, { readonly icon: IconName; readonly tone: string }>> = {
  pending: { icon: 'clock', tone: 'plain' },
  starting: { icon: 'clock', tone: 'plain' },
  ready: { icon: 'ready', tone: 'good' },
  'not ready': { icon: 'ring', tone: 'warn' },
  terminating: { icon: 'half', tone: 'plain' },
  finished: { icon: 'check', tone: 'plain' },
};

/** How a Pod is, as a shape; the word stands on the card's last line. */
export function Lamp({ state }: { readonly state: PodState }): ReactNode {
  const { icon, tone } = LAMPS[state];
  return (
    <span className={`lamp ${tone}`} title={state}>
      <Icon name={icon} size={14} />
    </span>
  );
}
