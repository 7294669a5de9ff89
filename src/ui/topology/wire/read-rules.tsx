import type { ReactNode } from 'react';
import type { RulesThing, Rung } from '../../../worker/protocol.ts';
import { select, useThing } from '../../store/index.ts';
import type { Box } from '../layout/polyline.ts';
import { nameIn, podLabel, probabilityLabel, shareOnly } from '../names.ts';

/** Branches of one port that are written out; the others are counted. */
const SHOWN = 3;

/** Who a branch leads to: a Pod by the end of its name, else the address. */
const goalOf = ({ pod, endpoint }: Rung): string =>
  pod === undefined ? endpoint.replace(/:\d+$/, '') : podLabel(nameIn(pod)).replace('…-', '…');

function Branch({ rung, mode }: { readonly rung: Rung; readonly mode: RulesThing['mode'] }): ReactNode {
  const odds = mode === 'nftables' ? shareOnly(rung.share) : probabilityLabel(rung.probability);
  return (
    <span className={rung.stale ? 'read-branch stale' : 'read-branch'} title={`→ ${rung.endpoint}`}>
      <b>{odds}</b> {goalOf(rung)}
    </span>
  );
}

/** What is left of the branches when there is no room for all. */
function Rest({ rungs }: { readonly rungs: readonly Rung[] }): ReactNode {
  if (rungs.length === 0) return null;
  const share = rungs.reduce((sum, rung) => sum + rung.share, 0);
  return (
    <span className="read-branch">
      +{rungs.length}, {Math.round(share * 100)} %
    </span>
  );
}

function Branches({ rules }: { readonly rules: RulesThing }): ReactNode {
  const { rungs, refusal, mode } = rules;
  if (rungs.length === 0)
    return (
      <span className="read-branch">{refusal === 'drop' ? 'DROP, no local endpoints' : 'REJECT, no endpoints'}</span>
    );
  const shown = rungs.length > SHOWN ? SHOWN - 1 : SHOWN;
  return (
    <>
      {rungs.slice(0, shown).map((rung) => (
        <Branch key={rung.endpoint} rung={rung} mode={mode} />
      ))}
      <Rest rungs={rungs.slice(shown)} />
    </>
  );
}

/** What the rules of a machine make of a Service's address: the ghost of the address, which is on no machine, and every branch with its probability. */
export function ReadRules({ id, box }: { readonly id: string; readonly box: Box }): ReactNode {
  const rules = useThing(id);
  const service = useThing(rules?.kind === 'rules' ? rules.service : '');
  if (rules?.kind !== 'rules' || service?.kind !== 'service') return null;
  const { x: left, y: top, width, height } = box;
  return (
    <button
      type="button"
      className="read-rules"
      style={{ left, top, width, height }}
      data-thing={id}
      aria-label={`Rules for ${service.name} port ${rules.port}: ${rules.rungs.length} branches`}
      onClick={(event) => {
        event.stopPropagation();
        select({ of: 'thing', id });
      }}
    >
      <span className="read-ghost">
        <i title={`${service.name}: an address on no machine`}>
          {service.clusterIP}:{rules.port}
        </i>
        <em>{rules.traffic === 'outside' ? 'from outside' : 'on no machine'}</em>
      </span>
      <span className="read-branches">
        <Branches rules={rules} />
      </span>
    </button>
  );
}
