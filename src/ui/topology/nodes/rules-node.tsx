import { memo } from 'react';
import type { Node, NodeProps } from 'reactflow';
import type { RulesThing, Rung } from '../../../worker/protocol.ts';
import { useThing } from '../../store/index.ts';
import { Icon } from '../../theme/index.ts';
import { type Ladder, ladderAt, type Step } from '../layout/ladder.ts';
import { COLUMNS, FULL_STRAND } from '../layout/sizes.ts';
import { chainLabel, nameIn, probabilityLabel, shareLabel, shareOnly } from '../names.ts';
import { Card } from './card.tsx';

/** Whose rules, and whether their ladder is one of so many that it is slim. */
export type RulesData = { readonly id: string; readonly slim: boolean };

const POST = 16;

/** The address alone: the port is the same on every rung and stands on the Service. */
function addressOf(rung: Rung): string {
  return rung.endpoint.replace(/:\d+$/, '');
}

interface RungProps {
  readonly rung: Rung;
  readonly step: Step;
  readonly look: Ladder['look'];
  readonly mode: RulesThing['mode'];
}

function RungText({ rung, step, look, mode }: RungProps) {
  return (
    <span
      className={`rung ${look} ${rung.stale ? 'stale' : ''}`}
      style={{ top: step.y }}
      title={
        mode === 'nftables'
          ? `numgen random: one of equal numbers → ${rung.endpoint}`
          : `--probability ${rung.probability ?? 'absent: takes what is left'} → ${rung.endpoint}`
      }
    >
      <b>{mode === 'nftables' ? shareOnly(rung.share) : probabilityLabel(rung.probability)}</b>
      {look === 'lines' || mode === 'nftables' ? null : <i>{shareLabel(rung.share)}</i>}
      <span>
        {look === 'lines' ? '' : '→ '}
        {addressOf(rung)}
      </span>
      {rung.stale && (
        <span
          className="stale-disc"
          title="stale: the endpoint is gone or not ready, this node's rules do not know it yet"
        >
          <Icon name="clock" size={12} />
        </span>
      )}
    </span>
  );
}

function shareOf(step: Step, rungs: readonly Rung[]): number {
  return rungs.slice(step.rung, step.rung + step.count).reduce((sum, rung) => sum + rung.share, 0);
}

function Folded({ step, rungs }: { readonly step: Step; readonly rungs: readonly Rung[] }) {
  const share = shareOf(step, rungs);
  return (
    <span className="rung lines folded" style={{ top: step.y }}>
      <i>
        {step.count} more, {Math.round(share * 100)} %
      </i>
    </span>
  );
}

/** The strand that falls down the post, thinner by each share that leaves it. */
function Strands({ ladder, rungs }: { readonly ladder: Ladder; readonly rungs: readonly Rung[] }) {
  let left = 1;
  let from = ladder.entryY;
  return ladder.steps.map((step) => {
    const share = shareOf(step, rungs);
    const post = { d: `M${POST} ${from}V${step.y}`, width: left * FULL_STRAND };
    left -= share;
    from = step.y;
    return (
      <g key={step.rung} className="strand">
        <path d={post.d} strokeWidth={post.width} />
        <path d={`M${POST} ${step.y}H${ladder.box.width}`} strokeWidth={share * FULL_STRAND} />
      </g>
    );
  });
}

function RungLines({ ladder, rules }: { readonly ladder: Ladder; readonly rules: RulesThing }) {
  const { width, height } = ladder.box;
  const last = ladder.steps.at(-1)?.y ?? ladder.entryY;
  const door = `M0 ${ladder.entryY}H${POST - 9}Q${POST} ${ladder.entryY} ${POST} ${ladder.entryY + 9}`;
  return (
    <svg className="ladder-lines" width={width} height={height} aria-hidden="true">
      {ladder.look !== 'lines' && <Strands ladder={ladder} rungs={rules.rungs} />}
      <path className="road" d={`${door}V${last}`} />
      {ladder.steps.map((step) => (
        <g key={step.rung}>
          <path className={rules.rungs[step.rung]?.stale ? 'road stale' : 'road'} d={`M${POST} ${step.y}H${width}`} />
          <circle className="joint" cx={POST} cy={step.y} r={ladder.look === 'lines' ? 3 : 5} />
        </g>
      ))}
    </svg>
  );
}

/** The words of a rule that refuses: whether the caller is told, and why. */
function refusalWords({ refusal, traffic }: RulesThing): readonly [string, string] {
  if (refusal === 'drop') return ['DROP', 'no local endpoints'];
  return ['REJECT', traffic === 'outside' ? 'for all outside' : 'has no endpoints'];
}

function Reject({ ladder, rules }: { readonly ladder: Ladder; readonly rules: RulesThing }) {
  const [word, why] = refusalWords(rules);
  const { x, y } = ladder.reject;
  const size = ladder.slim ? 24 : 36;
  return (
    <>
      <svg className="ladder-lines" width={ladder.box.width} height={ladder.box.height} aria-hidden="true">
        <path className="road" d={`M0 ${y}H${x - size / 2 + 1}`} />
      </svg>
      <span className={`reject ${rules.refusal ?? ''}`} style={{ top: y - size / 2 + 1 }} title={rules.reject}>
        <Icon name={rules.refusal === 'drop' ? 'unreachable' : 'barred'} size={size} />
        <b>{word}</b>
        <i>{why}</i>
      </span>
    </>
  );
}

function foot(rules: RulesThing): string {
  if (rules.refusal === 'drop') return 'endpoints only on\nother machines';
  if (rules.rungs.length === 0) return 'no branch:\n0 endpoints';
  return 'replies: conntrack,\nno rule is read';
}

/** Where the rule stands that refuses. */
function refusingChain({ mode, traffic }: RulesThing): string {
  if (mode === 'nftables') return 'no-endpoint-…';
  return traffic === 'outside' ? 'KUBE-EXTERNAL-…' : 'KUBE-SERVICES';
}

function heading(rules: RulesThing): string {
  const where = rules.alsoOn.length === 0 ? `on ${rules.node}` : `on ${rules.node} +${rules.alsoOn.length}`;
  return rules.traffic === 'outside' ? where.replace('on', 'outside,') : where;
}

/** What kube-proxy of a node wrote for a port of a Service, as a ladder that packets fall down. */
export const RulesNode = memo(function RulesNode({ data }: NodeProps<Node<RulesData>>) {
  const rules = useThing(data.id);
  if (rules?.kind !== 'rules') return null;
  const ladder = ladderAt(rules, { x: 0, y: 0 }, COLUMNS.rules.width, data.slim);
  const everywhere = rules.alsoOn.length === 0 ? '' : `, the same on ${rules.alsoOn.join(', ')}`;
  const says =
    rules.rungs.length === 0 ? `${rules.refusal ?? 'reject'}s: no endpoints` : `${rules.rungs.length} branches`;
  return (
    <Card
      id={rules.id}
      className={data.slim ? 'ladder slim' : 'ladder'}
      label={`Rules on ${rules.node}${everywhere} for ${nameIn(rules.service)} port ${rules.port}: ${says}`}
    >
      <span className="ladder-head" title={`kube-proxy wrote them on ${[rules.node, ...rules.alsoOn].join(', ')}`}>
        <b>
          {rules.portName !== '' && <span className="ladder-port">:{rules.port}</span>}
          {heading(rules)}
        </b>
        {!data.slim && (
          <span title={rules.chain}>{rules.chain === '' ? refusingChain(rules) : chainLabel(rules.chain)}</span>
        )}
      </span>
      {ladder.look === 'reject' ? (
        <Reject ladder={ladder} rules={rules} />
      ) : (
        <RungLines ladder={ladder} rules={rules} />
      )}
      {ladder.steps.map((step) => {
        const rung = rules.rungs[step.rung];
        if (rung === undefined) return null;
        if (step.count > 1) return <Folded key={step.rung} step={step} rungs={rules.rungs} />;
        return <RungText key={step.rung} rung={rung} step={step} look={ladder.look} mode={rules.mode} />;
      })}
      {!data.slim && <span className="ladder-foot">{foot(rules)}</span>}
    </Card>
  );
});
