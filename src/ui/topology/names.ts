import type { Instant } from '../../worker/protocol.ts';

/** A Pod's name among its like: `…-x4k2p` when a controller made it; other long names are shortened in the middle. */
export function podLabel(name: string): string {
  const made = /-[a-z0-9]{6,10}(-[a-z0-9]{5})$/.exec(name);
  return made?.[1] === undefined ? shortened(name, 12) : `…${made[1]}`;
}

/** A name of at most so many characters, cut in the middle where names differ least. */
export function shortened(name: string, most: number): string {
  if (name.length <= most) return name;
  const tail = Math.floor((most - 1) / 2);
  return `${name.slice(0, most - 1 - tail)}…${name.slice(name.length - tail)}`;
}

/** A chain's name as the chart shows it: kube-proxy's hash cut short. */
export function chainLabel(chain: string): string {
  return chain.length <= 15 ? chain : `${chain.slice(0, 13)}…`;
}

/** The last part of a key: the object's name. */
export function nameIn(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

/** A length of virtual time: `0.4 s`, `12 s`. */
export function durationLabel(ms: Instant): string {
  return ms < 10_000 ? `${Math.max(0, ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`;
}

/** What a Client asks for, without the scheme that its packets' shape already tells. */
export function requestLabel(request: string): string {
  const said = request.replace(/^https?:\/\//, '');
  return said.length <= 16 ? said : shortened(said, 15);
}

/** A probability in the three digits that the ladder has room for: `0.333`; the last branch is `1`. */
export function probabilityLabel(probability: string | undefined): string {
  return probability === undefined ? '1' : Number(probability).toFixed(3);
}

const FRACTIONS: readonly (readonly [number, string])[] = [
  [1, 'all'],
  [1 / 2, '½'],
  [1 / 3, '⅓'],
  [2 / 3, '⅔'],
  [1 / 4, '¼'],
  [1 / 5, '⅕'],
  [1 / 6, '⅙'],
  [1 / 8, '⅛'],
];

/** A share alone, where every branch has the same number of chances: `⅓`, `1/7`, `all`. */
export function shareOnly(share: number): string {
  return shareLabel(share).replace(' of all', '');
}

/** A share of all new connections: `⅓ of all`, `1/7 of all`, `12 % of all`. */
export function shareLabel(share: number): string {
  const known = FRACTIONS.find(([value]) => Math.abs(value - share) < 0.002);
  if (known !== undefined) return known[1] === 'all' ? 'all' : `${known[1]} of all`;
  const part = Math.round(1 / share);
  return Math.abs(1 / part - share) < 0.0005 ? `1/${part} of all` : `${Math.round(share * 100)} % of all`;
}
