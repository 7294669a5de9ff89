import type { ReactNode } from 'react';
import type { Outcome, PodState } from '../../worker/protocol.ts';
import { Icon, type IconName } from './icons.tsx';

/** How a chip sounds. */
export type Tone = 'plain' | 'good' | 'warn' | 'bad';

/** An icon and a word on a tinted ground. */
export function Chip(props: { readonly tone: Tone; readonly icon: IconName; readonly children: ReactNode }): ReactNode {
  return (
    <span className={`chip ${props.tone}`}>
      <Icon name={props.icon} size={13} />
      {props.children}
    </span>
  );
}

interface OutcomeLook {
  readonly tone: Tone;
  readonly icon: IconName;
  /** What the caller sees, as a heading. */
  readonly heading: string;
}

const LOOKS: Readonly<Record<Outcome['word'], OutcomeLook>> = {
  answered: { tone: 'good', icon: 'check', heading: 'Answered' },
  refused: { tone: 'bad', icon: 'cross', heading: 'Connection refused' },
  rejected: { tone: 'bad', icon: 'barred', heading: 'Connection refused' },
  'timed out': { tone: 'warn', icon: 'clock', heading: 'Timed out' },
  'no such name': { tone: 'plain', icon: 'question', heading: 'No such name' },
  unreachable: { tone: 'bad', icon: 'unreachable', heading: 'Host unreachable' },
  reset: { tone: 'bad', icon: 'cross', heading: 'Connection reset' },
  'no such variable': { tone: 'plain', icon: 'question', heading: 'No such variable' },
  malformed: { tone: 'plain', icon: 'question', heading: 'Not an address' },
};

/** How an outcome looks; an HTTP error is an answer, and a bad one. */
export function outcomeLook(outcome: Outcome): OutcomeLook {
  const status = outcome.httpStatus ?? 200;
  if (outcome.word !== 'answered' || status < 400) return LOOKS[outcome.word];
  return { tone: 'bad', icon: 'cross', heading: `HTTP ${status}` };
}

/** The word on an outcome's chip: the HTTP status when there is one. */
export function outcomeWord(outcome: Outcome): string {
  return outcome.word === 'answered' && outcome.httpStatus !== undefined ? `${outcome.httpStatus}` : outcome.word;
}

/** The outcome of a conversation as a chip. */
export function OutcomeChip({ outcome }: { readonly outcome: Outcome }): ReactNode {
  const { tone, icon } = outcomeLook(outcome);
  return (
    <Chip tone={tone} icon={icon}>
      {outcomeWord(outcome)}
    </Chip>
  );
}

const POD_LOOKS: Readonly<Record<PodState, { readonly tone: Tone; readonly icon: IconName }>> = {
  pending: { tone: 'plain', icon: 'clock' },
  starting: { tone: 'plain', icon: 'clock' },
  ready: { tone: 'good', icon: 'check' },
  'not ready': { tone: 'warn', icon: 'ring' },
  terminating: { tone: 'plain', icon: 'half' },
  finished: { tone: 'plain', icon: 'check' },
};

/** How a Pod is, as a chip. */
export function PodStateChip({ state }: { readonly state: PodState }): ReactNode {
  return (
    <Chip tone={POD_LOOKS[state].tone} icon={POD_LOOKS[state].icon}>
      {state}
    </Chip>
  );
}
