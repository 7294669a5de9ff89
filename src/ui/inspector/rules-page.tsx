import { type ReactNode, type RefObject, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { ConversationDetail, RulesDetail } from '../../worker/protocol.ts';
import { isAbout, type Lit, useDetail, useStore } from '../store/index.ts';
import { CopyButton, conversationColor, Icon } from '../theme/index.ts';
import { type Listing, listingOf, type RuleOrigin } from './listing.ts';
import { secondsText } from './names.ts';
import { NodePicker, usePickedNode } from './node-picker.tsx';
import { type LineFacts, RuleLines } from './rule-lines.tsx';

/** The rules of one node that a conversation read, by line: whether it took them. */
function readBy(
  detail: ConversationDetail | undefined,
  node: string,
  listing: Listing | undefined,
): ReadonlyMap<number, boolean> {
  const lines = new Map<number, boolean>();
  const hops = detail?.flights.flatMap((flight) => flight.hops) ?? [];
  const read = new Map<string, boolean>();
  for (const hop of hops)
    if (hop.node === node)
      for (const { table, chain, text, taken } of hop.read) {
        const key = `${table} ${chain} ${text}`;
        read.set(key, taken || read.get(key) === true);
      }
  if (listing === undefined || read.size === 0) return lines;
  for (const [line, text] of listing.lines.entries()) {
    const taken = listing.isRule(line) ? read.get(`${listing.place(line)} ${text.trim()}`) : undefined;
    if (taken !== undefined) lines.set(line, taken);
  }
  return lines;
}

/** Whether a rule comes from a field of the text: it was written for it, or for an endpoint that its Service's ports lead to. */
function comesFrom({ object, field, service }: RuleOrigin, lit: Lit): boolean {
  if (object === lit.object) return isAbout(field, lit.field);
  return service === lit.object && (isAbout('spec.ports', lit.field) || isAbout('spec.selector', lit.field));
}

function useFacts(rules: RulesDetail | undefined, listing: Listing | undefined, node: string): LineFacts {
  const id = useStore((state) => (state.selection?.of === 'conversation' ? state.selection.id : undefined));
  const hops = useDetail(id === undefined ? undefined : { of: 'conversation', id });
  const lit = useStore((state) => (state.lit?.by === 'rule' ? undefined : state.lit));
  const counts = useMemo(() => new Map(rules?.counts), [rules]);
  const read = useMemo(() => readBy(hops, node, listing), [hops, node, listing]);
  const litLines = useMemo(
    () =>
      (lit === undefined ? undefined : listing?.withOrigin((origin) => comesFrom(origin, lit))) ?? new Set<number>(),
    [listing, lit],
  );
  return { counts, read, lit: litLines };
}

function Head(props: {
  readonly node: string;
  readonly pick: (node: string) => void;
  readonly rules: RulesDetail | undefined;
}): ReactNode {
  const { node, pick, rules } = props;
  return (
    <div className="page-bar">
      <NodePicker node={node} pick={pick} />
      <span className="note">
        {rules === undefined ? 'reading …' : `${rules.mode}, written at ${secondsText(rules.syncedAt)}`}
      </span>
      <CopyButton text={rules?.text?.text ?? ''} what="all rules" />
    </div>
  );
}

/** `/` goes to the search, from anywhere that is not text. */
function useSearchKey(input: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, .monaco-editor');
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || typing) return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [input]);
}

function Search(props: {
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly found: number;
  readonly all: number;
}): ReactNode {
  const { search, onSearch, found, all } = props;
  const input = useRef<HTMLInputElement>(null);
  useSearchKey(input);
  return (
    <label className="search">
      <Icon name="search" size={14} />
      <input
        ref={input}
        type="search"
        placeholder="Search the rules"
        value={search}
        onChange={(event) => onSearch(event.target.value)}
      />
      <kbd className="kbd">/</kbd>
      <span className="mono">{found === all ? `${all} lines` : `${found} of ${all}`}</span>
    </label>
  );
}

/** Only what was read, and the next of the lines that are lit or taken. */
function Filters(props: {
  readonly facts: LineFacts;
  readonly only: boolean;
  readonly onOnly: (only: boolean) => void;
  readonly color: string | undefined;
  readonly next: (lines: Iterable<number>) => void;
}): ReactNode {
  const { facts, only, onOnly, color, next } = props;
  const taken = [...facts.read].flatMap(([line, was]) => (was ? [line] : []));
  return (
    <div className="rule-filters">
      {color !== undefined && (
        <button type="button" className="button" aria-pressed={only} onClick={() => onOnly(!only)}>
          <span className="taken-key" style={{ background: color }} />
          Only what this packet read <span className="mono">{facts.read.size}</span>
        </button>
      )}
      {taken.length > 0 && !only && (
        <button type="button" className="button quiet" onClick={() => next(taken)}>
          Next taken
        </button>
      )}
      {facts.lit.size > 0 && (
        <button type="button" className="button quiet lit" onClick={() => next(facts.lit)}>
          {facts.lit.size === 1 ? '1 rule comes' : `${facts.lit.size} rules come`} from the line
        </button>
      )}
    </div>
  );
}

/** Where to go: on from line to line as asked, until the lit lines change; the first of them when the caret lit them. */
function useGoing(lit: ReadonlySet<number>) {
  const [asked, setAsked] = useState<{ readonly line: number; readonly among: ReadonlySet<number> }>();
  const byCaret = useStore((state) => state.lit?.by === 'caret');
  const toFirst = useMemo(() => {
    const [first] = lit;
    return byCaret && first !== undefined ? { line: first } : undefined;
  }, [lit, byCaret]);
  const goTo = asked?.among === lit ? asked : toFirst;
  const next = (lines: Iterable<number>): void => {
    const sorted = [...lines].toSorted((one, other) => one - other);
    const line = sorted.find((one) => one > (goTo?.line ?? -1)) ?? sorted[0];
    if (line !== undefined) setAsked({ line, among: lit });
  };
  return [goTo, next] as const;
}

/** A node's rules as its own tool prints them, with the packets counted by every rule. */
export function RulesPage(): ReactNode {
  const [node, pick] = usePickedNode();
  const [search, setSearch] = useState('');
  const [onlyRead, setOnlyRead] = useState(false);
  const wanted = useDeferredValue(search);
  const letter = useStore((state) =>
    state.selection?.of === 'conversation' ? state.conversations.get(state.selection.id)?.letter : undefined,
  );
  const rules = useDetail(node === undefined ? undefined : { of: 'rules', node });
  const listing = listingOf(rules);
  const facts = useFacts(rules, listing, node ?? '');
  const only = onlyRead && letter !== undefined;
  const shown = useMemo(() => {
    const found = listing?.linesWith(wanted) ?? [];
    return only ? found.filter((line) => facts.read.has(line)) : found;
  }, [listing, wanted, only, facts.read]);
  const [goTo, next] = useGoing(facts.lit);
  if (node === undefined) return <NoNode />;
  const color = letter && conversationColor(letter);
  return (
    <div className="page whole">
      <Head node={node} pick={pick} rules={rules} />
      <Search search={search} onSearch={setSearch} found={shown.length} all={listing?.lines.length ?? 0} />
      <Filters facts={facts} only={only} onOnly={setOnlyRead} color={color} next={next} />
      {listing !== undefined && (
        <RuleLines
          key={node}
          listing={listing}
          shown={shown}
          facts={facts}
          color={color}
          goTo={goTo}
          label={rules?.mode === 'nftables' ? 'nft list table' : 'iptables-save'}
        />
      )}
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
