import type { ReactNode } from 'react';
import type { Conversation, ConversationDetail, Outcome, ReadRule } from '../../worker/protocol.ts';
import { Icon, outcomeLook } from '../theme/index.ts';
import { RuleText } from './rule-text.tsx';

/** What the rule that decided does to the packet. */
const DECIDES: Readonly<Record<Outcome['word'], RegExp>> = {
  answered: /-j DNAT/,
  refused: /-j DNAT/,
  rejected: /-j REJECT/,
  'timed out': /-j (DROP|DNAT)/,
  'no such name': /-j (REJECT|DROP)/,
  unreachable: /-j (REJECT|DROP)/,
  reset: /-j DNAT/,
  'no such variable': /-j (REJECT|DROP)/,
  malformed: /-j (REJECT|DROP)/,
};

/** The last rule that was taken and could decide; what was done to the lookup of the name decided nothing. */
export function decidingRule(
  conversation: Conversation,
  outcome: Outcome,
  detail: ConversationDetail | undefined,
): ReadRule | undefined {
  const lookups = new Set(conversation.flights.filter(({ shape }) => shape === 'dns').map(({ id }) => id));
  const hops = (detail?.flights ?? []).filter(({ id }) => !lookups.has(id)).flatMap((flight) => flight.hops);
  return hops.flatMap((hop) => hop.read).findLast((rule) => rule.taken && DECIDES[outcome.word].test(rule.text));
}

/** The second line: who did it, in the words of the trade. */
function byWhom(outcome: Outcome): string {
  switch (outcome.word) {
    case 'rejected':
      return 'by a rule, not by a process';
    case 'refused':
      return 'by a machine or a process: nothing listens there';
    case 'timed out':
      return 'nobody said no, nobody answered';
    case 'no such name':
      return 'the name server knows no such name';
    case 'reset':
      return 'the connection was open, and was torn down';
    case 'no such variable':
    case 'malformed':
      return 'no packet was sent';
    default:
      return '';
  }
}

interface Props {
  readonly conversation: Conversation;
  readonly outcome: Outcome;
  readonly detail: ConversationDetail | undefined;
}

/** What came out, who did it, why, and the rule that shows it. */
export function BecauseCard({ conversation, outcome, detail }: Props): ReactNode {
  const { tone, icon, heading } = outcomeLook(outcome);
  const rule = decidingRule(conversation, outcome, detail);
  const second = byWhom(outcome);
  return (
    <section className={`because ${tone}`} aria-label="Outcome">
      <header>
        <Icon name={icon} size={26} />
        <div>
          <h3>
            {heading}
            {outcome.word === 'answered' && outcome.httpStatus !== undefined && ` ${outcome.httpStatus}`}
          </h3>
          {second !== '' && <span>{second}</span>}
        </div>
      </header>
      <dl className="facts">
        <dt>by</dt>
        <dd>{outcome.by}</dd>
        <dt>because</dt>
        <dd className="prose">{outcome.because}</dd>
      </dl>
      {rule !== undefined && <RuleText rule={rule} decisive />}
    </section>
  );
}
