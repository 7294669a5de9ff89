/** Tables of an iptables-save text by name, since the programs do not list them in the same order. */
function tablesOf(text: string): string[] {
  const tables = text.split(/^(?=\*)/m).filter((part) => part.startsWith('*'));
  return tables.sort().map((table) => table.trim());
}

/** iptables-save without its dated comments and with counters at 0. */
function iptablesListing(text: string): string[] {
  const lines = text.split('\n').filter((line) => !line.startsWith('#'));
  return tablesOf(lines.join('\n').replace(/\[\d+:\d+\]/g, '[0:0]')).flatMap((table) => table.split('\n'));
}

const PRIORITIES: Readonly<Record<string, number>> = { dstnat: -100, filter: 0, srcnat: 100 };

/** Versions of nft name priorities in different hooks; the number is the same. */
const numbered = (line: string): string =>
  line.replace(/priority (dstnat|filter|srcnat)(?: ([+-]) (\d+))?/, (_, name: string, sign = '+', more = '0') => {
    return `priority ${(PRIORITIES[name] ?? 0) + Number(`${sign}${more}`)}`;
  });

/** The elements of a set one a line and sorted: nft writes as many into a line as it likes. */
const apart = (text: string): string =>
  text.replace(/elements = \{([^}]*)\}/g, (_, elements: string) =>
    [
      'elements',
      ...elements
        .split(',')
        .map((one) => one.trim())
        .sort(),
    ].join('\n'),
  );

function nftListing(text: string): string[] {
  const lines = apart(text)
    .split('\n')
    .map((line) => numbered(line.trim()));
  return lines.filter((line) => line !== '');
}

/** A listing line by line, with the programs' own freedoms taken out of it and nothing else. */
export function listing(mode: 'iptables' | 'nftables', text: string): string[] {
  return mode === 'iptables' ? iptablesListing(text) : nftListing(text);
}

/** The first line in which two listings differ, or undefined. */
export function firstDifference(wanted: readonly string[], got: readonly string[]): string | undefined {
  const at = Array.from({ length: Math.max(wanted.length, got.length) }, (_, i) => i).find((i) => wanted[i] !== got[i]);
  return at === undefined ? undefined : `ours: ${wanted[at] ?? '(end)'}\n  kernel: ${got[at] ?? '(end)'}`;
}

/** Rules as they are loaded: nfacct counters, which few kernels have, are left out, and priorities are numbers. */
export function loadable(mode: 'iptables' | 'nftables', text: string): string {
  if (mode === 'iptables') return text.replace(/ -m nfacct --nfacct-name {2}\w+/g, '');
  return text.split('\n').map(numbered).join('\n');
}
