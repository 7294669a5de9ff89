/**
 * How well an entry answers a search, 0 to 1: every word must occur somewhere in what is said of it, the best where the
 * name begins with it. The first of `said` is the name.
 */
export function likeness(search: string, said: readonly string[]): number {
  const [name = '', ...others] = said.map((text) => text.toLowerCase());
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const scores = words.map((word) => {
    if (name.startsWith(word)) return 1;
    if (name.includes(word)) return 0.8;
    return others.some((text) => text.includes(word)) ? 0.4 : 0;
  });
  return Math.min(1, ...scores);
}
