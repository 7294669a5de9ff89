import type { ReactNode } from 'react';
import type { RulesThing } from '../../worker/protocol.ts';
import { select, showInspectorTab, useDetail, useThing } from '../store/index.ts';
import { Chip } from '../theme/index.ts';
import { nodeKey } from './choice.ts';
import { durationText, nameIn } from './names.ts';
import { NodeActions, NodeMode } from './object-actions.tsx';
import { Conditions, Facts, Labels, Link, ObjectEvents, ObjectHead, Part, StoredYaml } from './object-parts.tsx';
import { Words } from './rule-text.tsx';
import { PodList } from './workload-parts.tsx';

/** The two ways into a node's kernel. */
function KernelLinks(): ReactNode {
  return (
    <div className="actions">
      <button type="button" className="button" onClick={() => showInspectorTab('rules')}>
        Its rules
      </button>
      <button type="button" className="button" onClick={() => showInspectorTab('conntrack')}>
        Its connections
      </button>
    </div>
  );
}

/** A machine. */
export function NodePage({ name }: { readonly name: string }): ReactNode {
  const thing = useThing(nodeKey(name));
  const detail = useDetail({ of: 'object', key: nodeKey(name) });
  const node = thing?.kind === 'node' ? thing : undefined;
  const machine = detail?.machine;
  return (
    <div className="page">
      <ObjectHead icon="node" kind="Node" name={name}>
        {node !== undefined && (
          <Chip tone={node.ready ? 'good' : 'bad'} icon={node.ready ? 'check' : 'cross'}>
            {node.ready ? 'Ready' : 'NotReady'}
          </Chip>
        )}
      </ObjectHead>
      <KernelLinks />
      {machine !== undefined && <NodeActions node={name} machine={machine} />}
      <Facts
        of={[
          ['machine', machine === undefined ? '' : machine.on ? 'running' : 'stopped'],
          ['its link', machine === undefined ? '' : machine.linked ? 'whole' : 'cut: nobody reaches it'],
          ['address', node?.address ?? ''],
          ['podCIDR', node?.podCIDR ?? ''],
          ['pods', node === undefined ? '' : `${node.pods}`],
          ['new Pods', machine === undefined ? '' : machine.cordoned ? 'none, it is cordoned' : 'may come'],
          [
            'taints',
            machine?.taints.map((taint) => (
              <span key={taint} className="line">
                {taint}
              </span>
            )),
          ],
        ]}
      />
      <Part title="kube-proxy" rest={node?.proxy.mode}>
        <NodeMode node={name} />
        {machine?.proxyTrouble !== undefined && (
          <div className="empty wrong">
            <b>It does not run</b>
            <span>{machine.proxyTrouble}</span>
            <span>What it wrote before stays in the kernel.</span>
          </div>
        )}
      </Part>
      {detail?.pods !== undefined && <PodList of={detail.pods} />}
      {detail !== undefined && (
        <>
          <Part title="Labels">
            <Labels of={detail.labels} />
          </Part>
          <Conditions of={detail.conditions} />
          <ObjectEvents of={detail.events} />
          <StoredYaml text={detail.yaml} />
        </>
      )}
    </div>
  );
}

function Rungs({ rules }: { readonly rules: RulesThing }): ReactNode {
  if (rules.rungs.length === 0)
    return (
      <Part title="No branch">
        <p className="note">The Service has no endpoints. This rule of the filter table answers instead:</p>
        <div className="rule taken decisive">
          <span>
            <Words of={rules.reject ?? 'no rule'} />
          </span>
        </div>
      </Part>
    );
  return (
    <Part title="Branches">
      <ol className="rungs">
        {rules.rungs.map((rung) => (
          <li key={rung.endpoint} className={rung.stale ? 'stale' : ''}>
            <b className="mono">{rung.probability ?? '1'}</b>
            <span className="mono">→ {rung.endpoint}</span>
            <span className="note">
              {Math.round(rung.share * 100)} % of all{rung.stale ? ', gone at the next sync' : ''}
            </span>
          </li>
        ))}
      </ol>
    </Part>
  );
}

/** What kube-proxy of one node wrote for one port of a Service. */
export function ServiceRulesPage({ rules }: { readonly rules: RulesThing }): ReactNode {
  return (
    <div className="page">
      <ObjectHead
        icon="wrench"
        kind={`kube-proxy's rules for port ${rules.port}`}
        name={`${nameIn(rules.service)} on ${rules.node}`}
      >
        {rules.behind > 0 && (
          <Chip tone="warn" icon="clock">
            {durationText(rules.behind)} behind
          </Chip>
        )}
      </ObjectHead>
      <KernelLinks />
      <Facts
        of={[
          [
            'node',
            <Link key="node" to={() => select({ of: 'node', name: rules.node })}>
              {rules.node}
            </Link>,
          ],
          ['same on', rules.alsoOn.join(', ')],
          ['chain', rules.chain],
        ]}
      />
      <Rungs rules={rules} />
    </div>
  );
}
