import type { ReactNode } from 'react';
import type { ConversationDetail, Outcome, ReadRule } from '../../worker/protocol.ts';
import { Icon, outcomeLook } from '../theme/index.ts';
import { RuleText } from './rule-text.tsx';

/** The rule that decided: the last rule that was taken before the end, when it rejects, drops or rewrites. */
export function decidingRule(detail: ConversationDetail | undefined, outcome: Outcome): ReadRule | undefined {
  const wanted = outcome.word === 'rejected' ? /-j REJECT/ : outcome.word === 'timed out' ? /-j DROP/ : /-j DNAT/;
  const taken = (detail?.flights ?? [])
    .filter((flight) => !flight.label.startsWith('A ') && !flight.label.startsWith('AAAA '))
    .flatMap((flight) => flight.hops.flatMap((hop) => hop.read))
    .filter((rule) => rule.taken && wanted.test(rule.text));
  return taken.at(-1);
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
    default:
      return '';
  }
}

/** What came out, who did it, why, and the rule that shows it. */
export function BecauseCard({ outcome, detail }: { readonly outcome: Outcome; readonly detail: ConversationDetail | undefined }): ReactNode {
  const { tone, icon, heading } = outcomeLook(outcome);
  const rule = decidingRule(detail, outcome);
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
