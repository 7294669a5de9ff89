/** What an item of a list is called among its like; undefined when it does not say. */
export type ItemKey = (item: Readonly<Record<string, unknown>>) => string | undefined;

/** By these fields together; `protocol` is TCP when it is left out. */
function by(...fields: readonly string[]): ItemKey {
  return (item) => {
    const parts = fields.map((field) => item[field] ?? (field === 'protocol' ? 'TCP' : undefined));
    return parts.every((part) => typeof part === 'string' || typeof part === 'number') ? parts.join('/') : undefined;
  };
}

/** Lists whose items are told apart, by the end of their path. Models the `patchMergeKey` marks of the API types (v1.36). */
const MERGE_KEYS: readonly (readonly [RegExp, ItemKey])[] = [
  [/(^|\.)(containers|initContainers|ephemeralContainers)$/, by('name')],
  [/ontainers\.ports$/, by('containerPort', 'protocol')],
  [/ontainers\.env$/, by('name')],
  [/ontainers\.volumeMounts$/, by('mountPath')],
  [/(^|\.)(volumes|imagePullSecrets)$/, by('name')],
  [/(^|\.)hostAliases$/, by('ip')],
  [/^spec\.ports$/, by('port', 'protocol')],
  [/^status\.conditions$/, by('type')],
  [/^metadata\.ownerReferences$/, by('uid')],
  [/^spec\.taints$/, by('key')],
];

/** How the items of the list at a path (without indexes) are told apart; undefined for lists that are replaced as a whole. */
export function itemKeyOf(path: string): ItemKey | undefined {
  return MERGE_KEYS.find(([ending]) => ending.test(path))?.[1];
}
