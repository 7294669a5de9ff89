import type { LabelSelector, LabelSelectorRequirement } from './meta.ts';

type Labels = Readonly<Record<string, string>> | undefined;

/** Whether labels carry every pair of a Service's `selector`. An empty selector selects nothing here: such a Service has no selector. */
export function selectorMatches(selector: Labels, labels: Labels): boolean {
  const pairs = Object.entries(selector ?? {});
  return (
    pairs.length > 0 &&
    pairs.every(([key, value]) => labels !== undefined && Object.hasOwn(labels, key) && labels[key] === value)
  );
}

/** Whether labels satisfy a workload's selector: all `matchLabels` and all `matchExpressions`; an empty selector takes everything. */
export function labelSelectorMatches(selector: LabelSelector, labels: Labels): boolean {
  const own = labels ?? {};
  const equal = Object.entries(selector.matchLabels ?? {}).every(
    ([key, value]) => Object.hasOwn(own, key) && own[key] === value,
  );
  return equal && (selector.matchExpressions ?? []).every((line) => requirementMatches(line, own));
}

function requirementMatches(line: LabelSelectorRequirement, labels: Readonly<Record<string, string>>): boolean {
  const has = Object.hasOwn(labels, line.key);
  const listed = has && (line.values ?? []).includes(labels[line.key] ?? '');
  switch (line.operator) {
    case 'In':
      return listed;
    case 'NotIn':
      return !listed;
    case 'Exists':
      return has;
    case 'DoesNotExist':
      return !has;
  }
}
