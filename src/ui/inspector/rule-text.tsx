import type { ReactNode } from 'react';
import type { ReadRule } from '../../worker/protocol.ts';
import { CopyButton, Icon } from '../theme/index.ts';
import { tokensOf } from './rule-tokens.ts';
import { showSource } from './source.ts';
import './rule-text.css';

/** Targets that do something to the packet, rather than lead to another chain; as iptables and as nft write them. */
const DECIDES =
  /-j (DNAT|SNAT|MASQUERADE|REJECT|DROP|REDIRECT)\b|\b(dnat|snat) (ip6? )?to\b|\b(masquerade|reject|drop)\b/;

/** Goes to the line of the manifests that a rule comes from. */
function GoToSource({ origin }: { readonly origin: ReadRule['origin'] }): ReactNode {
  if (origin.object === '') return null;
  return (
    <button
      type="button"
      className="button quiet icon goto"
      aria-label={`Show what wrote it: ${origin.object} ${origin.field}`}
      title={`${origin.object} ${origin.field}`}
      onClick={() => void showSource({ service: '', ...origin })}
    >
      <Icon name="outwards" size={13} />
    </button>
  );
}

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
        {rule.element !== undefined && <i className="element">by {rule.element}</i>}
      </span>
      <GoToSource origin={rule.origin} />
      <CopyButton text={rule.text} what="the rule" />
    </div>
  );
}
