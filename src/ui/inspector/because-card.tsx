import type { ReactNode } from 'react';
import type { Conversation, ConversationDetail, Outcome, ReadRule } from '../../worker/protocol.ts';
import { Icon, outcomeLook } from '../theme/index.ts';
import { CureCard } from './cure-card.tsx';
import { RuleText } from './rule-text.tsx';

const TRANSLATES = /-j DNAT\b|\bdnat (ip6? )?to\b/;
const REJECTS = /-j REJECT\b|^reject\b/;
const STOPS = /-j (REJECT|DROP)\b|^(reject|drop)\b/;

/** What the rule that decided does to the packet, as either mode writes it. */
const DECIDES: Readonly<Record<Outcome['word'], RegExp>> = {
  answered: TRANSLATES,
  refused: TRANSLATES,
  rejected: REJECTS,
  'timed out': new RegExp(`${STOPS.source}|${TRANSLATES.source}`),
  'no such name': STOPS,
  unreachable: STOPS,
  reset: TRANSLATES,
  'no such variable': STOPS,
  malformed: STOPS,
};

/** A rule that decided, and the machine whose kernel read it. */
interface Evidence {
  readonly rule: ReadRule;
  readonly node: string;
}

/** The last rule that was taken and could decide; what was done to the lookup of the name decided nothing. */
export function decidingRule(
  conversation: Conversation,
  outcome: Outcome,
  detail: ConversationDetail | undefined,
): Evidence | undefined {
  const lookups = new Set(conversation.flights.filter(({ shape }) => shape === 'dns').map(({ id }) => id));
  const hops = (detail?.flights ?? []).filter(({ id }) => !lookups.has(id)).flatMap((flight) => flight.hops);
  return hops
    .flatMap(({ node, read }) => read.map((rule) => ({ node, rule })))
    .findLast(({ rule }) => rule.taken && DECIDES[outcome.word].test(rule.text.trim()));
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
  const evidence = decidingRule(conversation, outcome, detail);
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
      {outcome.prints !== undefined && outcome.word !== 'answered' && <p className="prints">{outcome.prints}</p>}
      <dl className="facts">
        <dt>by</dt>
        <dd>{outcome.by}</dd>
        <dt>because</dt>
        <dd className="prose">{outcome.because}</dd>
        {outcome.sourceSeen !== undefined && (
          <>
            <dt>saw</dt>
            <dd>
              {outcome.sourceSeen} <span className="note">as the caller’s address</span>
            </dd>
          </>
        )}
      </dl>
      <CureCard outcome={outcome} />
      {evidence !== undefined && (
        <section aria-label="Evidence">
          <h4 className="caption">
            Evidence <span className="rest">{evidence.node}</span>
          </h4>
          <RuleText rule={evidence.rule} decisive />
        </section>
      )}
    </section>
  );
}
