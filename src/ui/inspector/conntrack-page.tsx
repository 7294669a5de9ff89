import type { ReactNode } from 'react';
import type { ConntrackView } from '../../worker/protocol.ts';
import { useDetail } from '../store/index.ts';
import { CopyButton } from '../theme/index.ts';
import { durationText } from './names.ts';
import { NodePicker, usePickedNode } from './node-picker.tsx';
import { NoNode } from './rules-page.tsx';
import { tupleText } from './tuple.ts';

function Entry({ entry }: { readonly entry: ConntrackView }): ReactNode {
  return (
    <tr title={entry.line}>
      <td>
        <span className="mono">{entry.protocol}</span>
        <small>{entry.state}</small>
      </td>
      <td className="mono">
        {tupleText(entry.original)}
        <span className="tuple-back">{tupleText(entry.reply)}</span>
      </td>
      <td className="mono number">{durationText(entry.timeout * 1000)}</td>
    </tr>
  );
}

/** The connection table of a node: each connection as it came, and as its answers come. */
export function ConntrackPage(): ReactNode {
  const [node, pick] = usePickedNode();
  const detail = useDetail(node === undefined ? undefined : { of: 'conntrack', node });
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
          <table className="conntrack">
            <thead>
              <tr>
                <th scope="col">State</th>
                <th scope="col">As it came, and its answers</th>
                <th scope="col">Left</th>
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <Entry key={`${entry.protocol} ${entry.original}`} entry={entry} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
