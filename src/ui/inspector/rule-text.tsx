import type { ReactNode } from 'react';
import type { ReadRule } from '../../worker/protocol.ts';
import { CopyButton, Icon } from '../theme/index.ts';
import { tokensOf } from './rule-tokens.ts';
import './rule-text.css';

/** Targets that do something to the packet, rather than lead to another chain. */
const DECIDES = /-j (DNAT|SNAT|MASQUERADE|REJECT|DROP|REDIRECT)\b/;

/** Only the test of a rule that was read and passed over: `--probability 0.33333333349`. */
function testOf(rule: ReadRule): string {
  const probability = /--probability [\d.]+/.exec(rule.text);
  return probability === null ? rule.text : probability[0];
}

/** A rule's words, each kept whole where a line breaks: a hyphen is no place to break an option. */
export function Words({ of }: { readonly of: string }): ReactNode {
  return tokensOf(of).map(({ text, kind }, index) =>
    text.trim() === '' ? (
      text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a word is its place in the rule
      <span key={index} className={`word ${kind}`}>
        {text}
      </span>
    ),
  );
}

/** One rule as `iptables-save` prints it, with whether it was taken and the number that was drawn. */
export function RuleText({
  rule,
  decisive = DECIDES.test(rule.text),
}: {
  readonly rule: ReadRule;
  readonly decisive?: boolean;
}): ReactNode {
  const drawn = rule.drawn === undefined ? '' : ` · drew ${rule.drawn.toFixed(3)}`;
  const origin = `${rule.origin.object} ${rule.origin.field}`.trim();
  if (!rule.taken)
    return (
      <div className="rule passed" title={`${rule.text}\n${origin}`}>
        <Icon name="cross" size={12} />
        <span>
          <span className="visually-hidden">passed over: </span>
          {testOf(rule)}
          {drawn}
        </span>
      </div>
    );
  return (
    <div className={decisive ? 'rule taken decisive' : 'rule taken'} title={origin}>
      {!decisive && <Icon name="check" size={12} />}
      <span>
        <span className="visually-hidden">taken: </span>
        <Words of={rule.text} />
        {drawn !== '' && <i>{drawn}</i>}
      </span>
      <CopyButton text={rule.text} what="the rule" />
    </div>
  );
}
