/** `src=… dst=… sport=… dport=…` as `src:sport → dst:dport`, when it has that form. */
export function tupleText(tuple: string): string {
  const field = (name: string): string => new RegExp(`\\b${name}=(\\S+)`).exec(tuple)?.[1] ?? '';
  const [source, destination] = [field('src'), field('dst')];
  if (source === '' || destination === '') return tuple;
  const port = (name: string): string => (field(name) === '' ? '' : `:${field(name)}`);
  return `${source}${port('sport')} → ${destination}${port('dport')}`;
}
