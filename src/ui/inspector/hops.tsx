import { Fragment, type ReactNode, useEffect, useRef } from 'react';
import type { Header, HopView, ReadRule } from '../../worker/protocol.ts';
import { CopyButton } from '../theme/index.ts';
import { secondsText } from './names.ts';
import { RuleText } from './rule-text.tsx';

const FIELDS = [
  ['source', 'src'],
  ['destination', 'dst'],
  ['protocol', 'proto'],
  ['info', 'info'],
  ['ttl', 'ttl'],
] as const satisfies readonly (readonly [keyof Header, string])[];

/** Whether the hop did something to the packet, or a rule was read on it. */
export function isEventful(hop: HopView): boolean {
  return (
    FIELDS.some(([field]) => field !== 'ttl' && hop.before[field] !== hop.after[field]) ||
    hop.read.some((rule) => rule.taken)
  );
}

function Headers({ hop }: { readonly hop: HopView }): ReactNode {
  return (
    <dl className="facts headers">
      {FIELDS.map(([field, short]) => {
        const before = hop.before[field];
        const after = hop.after[field];
        return (
          <Fragment key={field}>
            <dt>{short}</dt>
            <dd>
              {before === after ? (
                before
              ) : (
                <>
                  <s>{before}</s> <span className="arrow">→</span> <b>{after}</b>
                </>
              )}
            </dd>
          </Fragment>
        );
      })}
    </dl>
  );
}

/** The rules read, in order, under the names of their chains. */
function RulesRead({
  read,
  passedOver,
}: {
  readonly read: readonly ReadRule[];
  readonly passedOver: number;
}): ReactNode {
  return (
    <div className="rules-read">
      {read.map((rule, index) => {
        const before = read[index - 1];
        const newChain = before?.chain !== rule.chain || before.table !== rule.table;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the order of the rules is what they are
          <Fragment key={index}>
            {newChain && (
              <h5 className="chain">
                {rule.table} <b>{rule.chain}</b>
              </h5>
            )}
            <RuleText rule={rule} />
          </Fragment>
        );
      })}
      {passedOver > 0 && (
        <p className="note">{passedOver === 1 ? '1 rule' : `${passedOver} rules`} read before did not match</p>
      )}
    </div>
  );
}

function HopBody({ hop }: { readonly hop: HopView }): ReactNode {
  return (
    <div className="hop-body">
      <Headers hop={hop} />
      {(hop.read.length > 0 || hop.passedOver > 0) && <RulesRead read={hop.read} passedOver={hop.passedOver} />}
      {hop.conntrack !== undefined && (
        <div className="conntrack-line">
          <h5 className="chain">conntrack on {hop.node}</h5>
          <div className="rule">
            <span>{hop.conntrack}</span>
            <CopyButton text={hop.conntrack} what="the conntrack entry" />
          </div>
        </div>
      )}
    </div>
  );
}

interface HopProps {
  readonly hop: HopView;
  readonly state: 'past' | 'now' | 'ahead';
  readonly open: boolean;
  /** Comes into sight when the play-head steps onto it; while it plays the page stays where it is read. */
  readonly follow: boolean;
  readonly toggle: () => void;
}

/** One hop: where, when, what happened; opened, the headers, the rules that were read and the connection. */
export function Hop({ hop, state, open, follow, toggle }: HopProps): ReactNode {
  const element = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (state === 'now' && follow) element.current?.scrollIntoView({ block: 'nearest', behavior: 'auto' });
  }, [state, follow]);
  return (
    <li ref={element} className={`hop ${state}`} aria-current={state === 'now' ? 'step' : undefined}>
      <button type="button" className="hop-head" aria-expanded={open} onClick={toggle}>
        <span className="hop-says">
          <b>{hop.place}</b> {hop.says}
        </span>
        <span className="mono hop-at">{secondsText(hop.at)}</span>
      </button>
      {open && <HopBody hop={hop} />}
    </li>
  );
}
