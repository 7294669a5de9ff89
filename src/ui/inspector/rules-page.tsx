import { type ReactNode, type RefObject, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { RulesDetail } from '../../worker/protocol.ts';
import { isAbout, type Lit, useDetail, useStore } from '../store/index.ts';
import { CopyButton, conversationColor, Icon } from '../theme/index.ts';
import { type Listing, listingOf, type RuleOrigin } from './listing.ts';
import { secondsText } from './names.ts';
import { NodePicker, usePickedNode } from './node-picker.tsx';
import { type ReadRules, readRules, ruleKey } from './read-rules.ts';
import { type LineFacts, RuleLines } from './rule-lines.tsx';

/** The lines of the listing of now that hold what a conversation read, by line: whether it took them. */
function stillThere(then: ReadRules | undefined, listing: Listing | undefined): ReadonlyMap<number, boolean> {
  const lines = new Map<number, boolean>();
  if (listing === undefined || then === undefined || then.keys.size === 0) return lines;
  const read = new Map([...then.keys].map(([line, key]) => [key, then.taken.get(line) === true]));
  for (const [line, text] of listing.lines.entries()) {
    const taken = listing.isRule(line) ? read.get(ruleKey(listing.place(line), text)) : undefined;
    if (taken !== undefined) lines.set(line, taken);
  }
  return lines;
}

/** Whether a rule comes from a field of the text: it was written for it, or for an endpoint that its Service's ports lead to. */
function comesFrom({ object, field, service }: RuleOrigin, lit: Lit): boolean {
  if (object === lit.object) return isAbout(field, lit.field);
  return service === lit.object && (isAbout('spec.ports', lit.field) || isAbout('spec.selector', lit.field));
}

/** The rules that the selected conversation read on a node. */
function useReadRules(node: string): ReadRules | undefined {
  const id = useStore((state) => (state.selection?.of === 'conversation' ? state.selection.id : undefined));
  const hops = useDetail(id === undefined ? undefined : { of: 'conversation', id });
  return useMemo(() => readRules(hops, node), [hops, node]);
}

/** What is known of the lines of the listing of now. */
function useFacts(
  rules: RulesDetail | undefined,
  listing: Listing | undefined,
  then: ReadRules | undefined,
): LineFacts {
  const lit = useStore((state) => (state.lit?.by === 'rule' ? undefined : state.lit));
  const counts = useMemo(() => new Map(rules?.counts), [rules]);
  const read = useMemo(() => stillThere(then, listing), [then, listing]);
  const litLines = useMemo(() => litIn(listing, lit), [listing, lit]);
  return { counts, read, lit: litLines };
}

/** The same of the rules that were read, with the counters of those that are still there. */
function factsThen(then: ReadRules, now: LineFacts, listing: Listing | undefined): LineFacts {
  const counts = new Map<string, number>();
  for (const line of now.read.keys())
    if (listing !== undefined)
      counts.set(ruleKey(listing.place(line), listing.lines[line] ?? ''), now.counts.get(line) ?? 0);
  const known = [...then.keys].flatMap(([line, key]) => {
    const count = counts.get(key);
    return count === undefined || count === 0 ? [] : [[line, count] as const];
  });
  return { counts: new Map(known), read: then.taken, lit: new Set() };
}

function litIn(listing: Listing | undefined, lit: Lit | undefined): ReadonlySet<number> {
  return (lit === undefined ? undefined : listing?.withOrigin((origin) => comesFrom(origin, lit))) ?? new Set<number>();
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
  readonly then: ReadRules | undefined;
  readonly only: boolean;
  readonly onOnly: (only: boolean) => void;
  readonly color: string | undefined;
  readonly next: (lines: Iterable<number>) => void;
}): ReactNode {
  const { facts, then, only, onOnly, color, next } = props;
  const taken = [...facts.read].flatMap(([line, was]) => (was ? [line] : []));
  return (
    <div className="rule-filters">
      {color !== undefined && (
        <button type="button" className="button" aria-pressed={only} onClick={() => onOnly(!only)}>
          <span className="taken-key" style={{ background: color }} />
          Only what this packet read <span className="mono">{then?.keys.size ?? 0}</span>
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

/** What has become of the rules that were read, when it is not what one would think. */
function ReadNote(props: {
  readonly then: ReadRules;
  readonly facts: LineFacts;
  readonly node: string;
  readonly pick: (node: string) => void;
}): ReactNode {
  const { then, facts, node, pick } = props;
  const rewritten = then.keys.size - facts.read.size;
  if (then.keys.size > 0)
    return rewritten === 0 ? null : (
      <p className="note rules-note">
        As they were when the packet read them: {rewritten === 1 ? 'one has' : `${rewritten} have`} been rewritten or
        removed since.
      </p>
    );
  return (
    <div className="empty">
      <b>It read no rule on {node}</b>
      {then.nodes.length === 0 ? (
        <span>No packet of this conversation came to a rule.</span>
      ) : (
        <span>
          It read some on{' '}
          {then.nodes.map((one) => (
            <button key={one} type="button" className="link" onClick={() => pick(one)}>
              {one}
            </button>
          ))}
        </span>
      )}
    </div>
  );
}

/** The lines themselves: the listing of now, or what the conversation read of it then. */
function Lines(props: {
  readonly listing: Listing;
  readonly facts: LineFacts;
  readonly wanted: string;
  readonly color: string | undefined;
  readonly goTo: { readonly line: number } | undefined;
  readonly label: string;
}): ReactNode {
  const { listing, wanted, ...rest } = props;
  const shown = useMemo(() => listing.linesWith(wanted), [listing, wanted]);
  return <RuleLines listing={listing} shown={shown} {...rest} />;
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
  const now = listingOf(rules);
  const then = useReadRules(node ?? '');
  const factsNow = useFacts(rules, now, then);
  const only = onlyRead && letter !== undefined ? then : undefined;
  const listing = only?.listing ?? now;
  const facts = useMemo(() => (only ? factsThen(only, factsNow, now) : factsNow), [only, factsNow, now]);
  const found = useMemo(() => listing?.linesWith(wanted).length ?? 0, [listing, wanted]);
  const [goTo, next] = useGoing(facts.lit);
  if (node === undefined) return <NoNode />;
  return (
    <div className="page whole">
      <Head node={node} pick={pick} rules={rules} />
      <Search search={search} onSearch={setSearch} found={found} all={listing?.lines.length ?? 0} />
      <Filters
        facts={facts}
        then={then}
        only={only !== undefined}
        onOnly={setOnlyRead}
        color={letter && conversationColor(letter)}
        next={next}
      />
      {only !== undefined && <ReadNote then={only} facts={factsNow} node={node} pick={pick} />}
      {listing !== undefined && (only === undefined || only.keys.size > 0) && (
        <Lines
          key={`${node} ${only !== undefined}`}
          listing={listing}
          wanted={wanted}
          facts={facts}
          color={letter && conversationColor(letter)}
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
