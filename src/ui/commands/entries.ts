import type { Thing } from '../../worker/protocol.ts';
import { type LessonCard, linkTo } from '../opening/index.ts';
import { type PortolanState, select, setProxyMode, setTheme, showInspectorTab } from '../store/index.ts';
import { actionOf, KEY_LINES, type KeyActions } from './keyboard.ts';

/** Something that can be done or gone to. */
export interface Entry {
  readonly id: string;
  readonly says: string;
  /** What tells it apart from others of its name. */
  readonly about: string;
  /** Further words by which it is found. */
  readonly words: readonly string[];
  readonly key?: string;
  readonly run: () => void;
}

const entry = (says: string, run: () => void, words: readonly string[] = []): Entry => ({
  id: says,
  says,
  about: '',
  words,
  run,
});

/** What the page can do: all that has a key, and what has only a switch. */
export function pageCommands({ theme }: PortolanState, extra: KeyActions): readonly Entry[] {
  const withKeys = KEY_LINES.flatMap(({ keys: [key = ''], does }): readonly Entry[] => {
    const run = key === 'Esc' ? undefined : actionOf(key, extra);
    return run ? [{ ...entry(does, run), key }] : [];
  });
  const other = theme === 'light' ? 'dark' : 'light';
  return [
    ...withKeys,
    entry(`Use the ${other} theme`, () => setTheme(other), ['colour']),
    entry('kube-proxy in iptables mode', () => void setProxyMode('iptables'), ['switch']),
    entry('kube-proxy in nftables mode', () => void setProxyMode('nftables'), ['switch', 'nft']),
  ];
}

/** Things of the chart that have a name of their own. */
type Named = Extract<Thing, { readonly name: string }>;

const isNamed = (thing: Thing): thing is Named => 'name' in thing;

const KINDS: Readonly<Record<Named['kind'], string>> = {
  client: 'client',
  dns: 'name server',
  alias: 'name',
  firewall: 'firewall',
  external: 'outside',
  service: 'Service',
  pod: 'Pod',
  node: 'node',
};

const addressOf = (thing: Named): string => {
  if ('address' in thing) return thing.address;
  return 'clusterIP' in thing ? thing.clusterIP : '';
};

function thingEntries(thing: Named): readonly Entry[] {
  const { id, name, kind } = thing;
  const about = [KINDS[kind], addressOf(thing)].filter(Boolean).join(' · ');
  const words = [id, ...('labels' in thing ? Object.entries(thing.labels).map((pair) => pair.join('=')) : [])];
  if (kind !== 'node') return [{ id, says: name, about, words, run: () => select({ of: 'thing', id }) }];
  const show = (): void => select({ of: 'node', name });
  const rules = (): void => {
    show();
    showInspectorTab('rules');
  };
  return [
    { id, says: name, about, words, run: show },
    {
      id: `${id}/rules`,
      says: `Rules of ${name}`,
      about: thing.proxy.mode,
      words: ['iptables-save', 'nft'],
      run: rules,
    },
  ];
}

/** The objects of the chart, and the rules of its machines. */
export function clusterEntries({ things }: PortolanState): readonly Entry[] {
  return [...things.values()].filter(isNamed).flatMap(thingEntries);
}

/** The examples, found by all that is said of them. */
export function exampleEntries(cards: readonly LessonCard[]): readonly Entry[] {
  return cards.map(({ folder, title, says, book = '', group, teaches }) => ({
    id: folder,
    says: title,
    about: group,
    words: [says, book, ...teaches],
    run: () => {
      window.location.hash = linkTo(folder);
    },
  }));
}
