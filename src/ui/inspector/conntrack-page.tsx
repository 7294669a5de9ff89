import type { ReactNode } from 'react';
import type { ConntrackView } from '../../worker/protocol.ts';
import { useDetail, useThing } from '../store/index.ts';
import { CopyButton } from '../theme/index.ts';
import { nodeKey } from './choice.ts';
import { durationText } from './names.ts';
import { NodePicker, usePickedNode } from './node-picker.tsx';
import { NoNode } from './rules-page.tsx';
import { tupleText } from './tuple.ts';

/** A connection's state as the node's own tools speak of it: conntrack's word, or what an nftables rule would ask for. */
function stateText({ state, nat }: ConntrackView, mode: 'iptables' | 'nftables'): string {
  if (mode === 'iptables') return [state, ...nat.map((one) => one.toUpperCase())].join(', ');
  const known = !/^(unreplied|SYN_SENT)$/i.test(state);
  const status = nat.length === 0 ? '' : `, ct status ${nat.join(',')}`;
  return `ct state ${known ? 'established' : 'new'}${status}`;
}

function Entry({ entry, mode }: { readonly entry: ConntrackView; readonly mode: 'iptables' | 'nftables' }): ReactNode {
  return (
    <li title={entry.line}>
      <p>
        <b className="mono">{entry.protocol}</b> {stateText(entry, mode)}
        <span className="mono">{durationText(entry.timeout * 1000)}</span>
      </p>
      <p className="mono">
        <span className="visually-hidden">as it came </span>
        {tupleText(entry.original)}
      </p>
      <p className="mono tuple-back">
        <span className="visually-hidden">its answers </span>
        {tupleText(entry.reply)}
      </p>
    </li>
  );
}

/** The connection table of a node: each connection as it came, and as its answers come. */
export function ConntrackPage(): ReactNode {
  const [node, pick] = usePickedNode();
  const detail = useDetail(node === undefined ? undefined : { of: 'conntrack', node });
  const thing = useThing(nodeKey(node ?? ''));
  const mode = thing?.kind === 'node' ? thing.proxy.mode : 'iptables';
  if (node === undefined) return <NoNode />;
  const entries = detail?.entries ?? [];
  return (
    <div className="page whole">
      <div className="page-bar">
        <NodePicker node={node} pick={pick} />
        <span className="note">{detail === undefined ? 'reading …' : `${entries.length} connections`}</span>
        <CopyButton text={entries.map((entry) => entry.line).join('\n')} what="the table" />
      </div>
      {entries.length === 0 ? (
        <div className="empty">
          <b>No connections on {node}</b>
          <span>The kernel remembers a connection when its first packet passes, and forgets it after a time.</span>
        </div>
      ) : (
        <div className="scroll fill">
          <ul className="conntrack">
            {entries.map((entry) => (
              <Entry key={`${entry.protocol} ${entry.original}`} entry={entry} mode={mode} />
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
