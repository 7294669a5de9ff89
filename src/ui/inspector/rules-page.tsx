import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { ConversationDetail, RuleLine, RulesDetail } from '../../worker/protocol.ts';
import { useDetail, useStore } from '../store/index.ts';
import { CopyButton, conversationColor, Icon } from '../theme/index.ts';
import { secondsText } from './names.ts';
import { NodePicker, usePickedNode } from './node-picker.tsx';
import { Words } from './rule-text.tsx';

/** The lines that hold the words searched for. */
export function linesWith(lines: readonly RuleLine[], search: string): readonly RuleLine[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return lines;
  return lines.filter((line) => words.every((word) => line.text.toLowerCase().includes(word)));
}

/** The rules of one node that a conversation took, by table and text. */
function takenRules(detail: ConversationDetail | undefined, node: string): ReadonlySet<string> {
  const hops = detail?.flights.flatMap((flight) => flight.hops) ?? [];
  const read = hops.filter((hop) => hop.node === node).flatMap((hop) => hop.read);
  return new Set(read.filter((rule) => rule.taken).map((rule) => `${rule.table} ${rule.text}`));
}

interface LinesProps {
  readonly lines: readonly RuleLine[];
  readonly taken: ReadonlySet<string>;
  readonly color: string | undefined;
}

function Lines({ lines, taken, color }: LinesProps): ReactNode {
  const scroller = useRef<HTMLElement>(null);
  const [pointed, setPointed] = useState<RuleLine>();
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (lines[index]?.chain === '' ? 20 : 54),
    overscan: 12,
  });
  const firstTaken = lines.findIndex((line) => taken.has(`${line.table} ${line.text}`));
  return (
    <>
      {color !== undefined && taken.size > 0 && (
        <button
          type="button"
          className="button quiet taken-jump"
          disabled={firstTaken < 0}
          onClick={() => virtual.scrollToIndex(firstTaken, { align: 'center' })}
        >
          <span className="taken-key" style={{ background: color }} />
          {taken.size} {taken.size === 1 ? 'rule' : 'rules'} taken by the selected conversation
        </button>
      )}
      <section ref={scroller} className="rule-lines scroll" aria-label="iptables-save">
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const line = lines[index];
            if (line === undefined) return null;
            const isTaken = taken.has(`${line.table} ${line.text}`);
            return (
              <div
                key={index}
                data-index={index}
                ref={virtual.measureElement}
                className={lineClass(line, isTaken)}
                style={{
                  transform: `translateY(${start}px)`,
                  ...(isTaken && color !== undefined && { borderLeftColor: color }),
                }}
                onPointerEnter={() => setPointed(line)}
              >
                <span>
                  <Words of={line.text} />
                </span>
                {line.packets > 0 && <span className="packets-count">{line.packets}</span>}
              </div>
            );
          })}
        </div>
      </section>
      <p className="rule-origin" aria-live="polite">
        {pointed === undefined || pointed.origin.object === ''
          ? 'Point at a rule to see what wrote it'
          : `${pointed.origin.object} ${pointed.origin.field}`}
      </p>
    </>
  );
}

function lineClass(line: RuleLine, taken: boolean): string {
  if (taken) return 'rule-line is-taken';
  return line.chain === '' ? 'rule-line plain' : 'rule-line';
}

function Head({
  node,
  pick,
  detail,
}: {
  readonly node: string;
  readonly pick: (node: string) => void;
  readonly detail: RulesDetail | undefined;
}): ReactNode {
  return (
    <div className="page-bar">
      <NodePicker node={node} pick={pick} />
      <span className="note">
        {detail === undefined ? 'reading …' : `kube-proxy wrote at ${secondsText(detail.syncedAt)}`}
      </span>
      <CopyButton text={detail?.lines.map((line) => line.text).join('\n') ?? ''} what="all rules" />
    </div>
  );
}

/** Everything that `iptables-save` prints on a node, with the packets counted by every rule. */
export function RulesPage(): ReactNode {
  const [node, pick] = usePickedNode();
  const [search, setSearch] = useState('');
  const selection = useStore((state) => state.selection);
  const conversation = useStore((state) =>
    selection?.of === 'conversation' ? state.conversations.get(selection.id) : undefined,
  );
  const rules = useDetail(node === undefined ? undefined : { of: 'rules', node });
  const hops = useDetail(conversation && { of: 'conversation', id: conversation.id });
  const lines = useMemo(() => linesWith(rules?.lines ?? [], search), [rules, search]);
  const taken = useMemo(() => takenRules(hops, node ?? ''), [hops, node]);
  if (node === undefined) return <NoNode />;
  return (
    <div className="page whole">
      <Head node={node} pick={pick} detail={rules} />
      <label className="search">
        <Icon name="search" size={14} />
        <input
          type="search"
          placeholder="Search the rules"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <span className="mono">
          {lines.length === rules?.lines.length
            ? `${lines.length} lines`
            : `${lines.length} of ${rules?.lines.length ?? 0}`}
        </span>
      </label>
      <Lines lines={lines} taken={taken} color={conversation && conversationColor(conversation.letter)} />
    </div>
  );
}

/** Shown while there is no node to look into. */
export function NoNode(): ReactNode {
  return (
    <div className="page">
      <div className="empty">
        <b>No node yet</b>
        <span>Rules and connections live in a node's kernel. Add a Node to cluster.yaml.</span>
      </div>
    </div>
  );
}
