import type { LabelSelector, PodSpec, TopologySpreadConstraint } from '../../../../../api/index.ts';
import { duplicate, type FieldError, invalid, notSupported, required } from '../../field-errors.ts';
import { dnsLabelFaults, dnsSubdomainFaults } from '../../formats.ts';
import { labelKeyFaults } from '../object-meta.ts';
import { labelSelectorFaults, unknownOperator, valuesFaults } from '../workload/selector.ts';

interface Requirement {
  readonly key?: string;
  readonly operator?: string;
  readonly values?: readonly string[];
}

interface NodeTerm {
  readonly matchExpressions?: readonly Requirement[];
  readonly matchFields?: readonly Requirement[];
}

interface PodTerm {
  readonly labelSelector?: LabelSelector;
  readonly namespaces?: readonly string[];
  readonly namespaceSelector?: LabelSelector;
  readonly topologyKey?: string;
}

/** Nodes can be compared by number, too. */
function comparisonFaults(operator: string, values: readonly string[], at: string): FieldError[] {
  if (operator !== 'Gt' && operator !== 'Lt') return [unknownOperator(operator, at)];
  return values.length === 1
    ? []
    : [required(`${at}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'")];
}

function expressionFaults({ key = '', operator = '', values = [] }: Requirement, at: string): FieldError[] {
  const errors = valuesFaults(operator, values, at) ?? comparisonFaults(operator, values, at);
  return [...errors, ...labelKeyFaults(key, `${at}.key`)];
}

function fieldFaults({ key = '', operator = '', values = [] }: Requirement, at: string): FieldError[] {
  const one = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
  const known = operator === 'In' || operator === 'NotIn';
  const errors = known ? (values.length === 1 ? [] : [required(`${at}.values`, one)]) : [unknownOperator(operator, at)];
  if (key !== 'metadata.name') return [...errors, invalid(`${at}.key`, key, 'not a valid field selector key')];
  return [
    ...errors,
    ...values.flatMap((value, i) =>
      dnsSubdomainFaults(value).map((fault) => invalid(`${at}.values[${i}]`, value, fault)),
    ),
  ];
}

function nodeTermFaults({ matchExpressions = [], matchFields = [] }: NodeTerm, at: string): FieldError[] {
  return [
    ...matchExpressions.flatMap((one, i) => expressionFaults(one, `${at}.matchExpressions[${i}]`)),
    ...matchFields.flatMap((one, i) => fieldFaults(one, `${at}.matchFields[${i}]`)),
  ];
}

const weightFaults = (weight: number | undefined, at: string): FieldError[] =>
  (weight ?? 0) < 1 || (weight ?? 0) > 100 ? [invalid(`${at}.weight`, weight ?? 0, 'must be in the range 1-100')] : [];

const [REQUIRED, PREFERRED] = [
  'requiredDuringSchedulingIgnoredDuringExecution',
  'preferredDuringSchedulingIgnoredDuringExecution',
] as const;

type Affinity = NonNullable<PodSpec['affinity']>;

function nodeAffinityFaults(affinity: NonNullable<Affinity['nodeAffinity']>, at: string): FieldError[] {
  const errors: FieldError[] = [];
  const wanted = affinity[REQUIRED] as { readonly nodeSelectorTerms?: readonly NodeTerm[] } | undefined;
  if (wanted) {
    const path = `${at}.${REQUIRED}.nodeSelectorTerms`;
    const terms = wanted.nodeSelectorTerms ?? [];
    if (terms.length === 0) errors.push(required(path, 'must have at least one node selector term'));
    errors.push(...terms.flatMap((term, i) => nodeTermFaults(term, `${path}[${i}]`)));
  }
  const liked = (affinity[PREFERRED] ?? []) as readonly { readonly weight?: number; readonly preference?: NodeTerm }[];
  return [
    ...errors,
    ...liked.flatMap(({ weight, preference = {} }, i) => {
      const path = `${at}.${PREFERRED}[${i}]`;
      return [...weightFaults(weight, path), ...nodeTermFaults(preference, `${path}.preference`)];
    }),
  ];
}

function podTermFaults(term: PodTerm, at: string): FieldError[] {
  const { labelSelector, namespaces = [], namespaceSelector, topologyKey = '' } = term;
  return [
    ...labelSelectorFaults(labelSelector, `${at}.labelSelector`),
    ...labelSelectorFaults(namespaceSelector, `${at}.namespaceSelector`),
    ...namespaces.flatMap((name) => dnsLabelFaults(name).map((fault) => invalid(`${at}.namespace`, name, fault))),
    ...(topologyKey === '' ? [required(`${at}.topologyKey`, 'can not be empty')] : []),
    ...labelKeyFaults(topologyKey, `${at}.topologyKey`),
  ];
}

function podAffinityFaults(affinity: NonNullable<Affinity['podAffinity']>, at: string): FieldError[] {
  const wanted = (affinity[REQUIRED] ?? []) as readonly PodTerm[];
  const liked = (affinity[PREFERRED] ?? []) as readonly {
    readonly weight?: number;
    readonly podAffinityTerm?: PodTerm;
  }[];
  return [
    ...wanted.flatMap((term, i) => podTermFaults(term, `${at}.${REQUIRED}[${i}]`)),
    ...liked.flatMap(({ weight, podAffinityTerm = {} }, i) => {
      const path = `${at}.${PREFERRED}[${i}]`;
      return [...weightFaults(weight, path), ...podTermFaults(podAffinityTerm, `${path}.podAffinityTerm`)];
    }),
  ];
}

/** Faults of what a Pod wants to be near, or far from. Models pkg/apis/core/validation validateAffinity (v1.36). */
export function affinityFaults({ affinity }: PodSpec, spec: string): FieldError[] {
  if (!affinity) return [];
  const at = `${spec}.affinity`;
  return [
    ...(affinity.nodeAffinity ? nodeAffinityFaults(affinity.nodeAffinity, `${at}.nodeAffinity`) : []),
    ...(affinity.podAffinity ? podAffinityFaults(affinity.podAffinity, `${at}.podAffinity`) : []),
    ...(affinity.podAntiAffinity ? podAffinityFaults(affinity.podAntiAffinity, `${at}.podAntiAffinity`) : []),
  ];
}

const UNSATISFIABLE = ['DoNotSchedule', 'ScheduleAnyway'];
const POLICIES = ['Honor', 'Ignore'];

type Constraint = TopologySpreadConstraint;

function domainFaults({ minDomains, whenUnsatisfiable }: Partial<Constraint>, at: string): FieldError[] {
  if (minDomains === undefined) return [];
  const errors = minDomains > 0 ? [] : [invalid(`${at}.minDomains`, minDomains, 'must be greater than 0')];
  if (whenUnsatisfiable === 'DoNotSchedule') return errors;
  const sentence = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${whenUnsatisfiable ?? ''}`;
  return [...errors, invalid(`${at}.minDomains`, minDomains, sentence)];
}

function ruleFaults({ maxSkew = 0, topologyKey = '', ...rule }: Partial<Constraint>, at: string): FieldError[] {
  const whenUnsatisfiable: string = rule.whenUnsatisfiable ?? '';
  const known = (UNSATISFIABLE as readonly string[]).includes(whenUnsatisfiable);
  return [
    ...(maxSkew > 0 ? [] : [invalid(`${at}.maxSkew`, maxSkew, 'must be greater than zero')]),
    ...(topologyKey === '' ? [required(`${at}.topologyKey`, 'can not be empty')] : []),
    ...(known ? [] : [notSupported(`${at}.whenUnsatisfiable`, whenUnsatisfiable, UNSATISFIABLE)]),
  ];
}

function inclusionFaults(constraint: Partial<Constraint>, at: string): FieldError[] {
  const policy = (field: 'nodeAffinityPolicy' | 'nodeTaintsPolicy'): FieldError[] => {
    const value = constraint[field];
    return value === undefined || POLICIES.some((one) => one === value)
      ? []
      : [notSupported(`${at}.${field}`, value, POLICIES)];
  };
  return [
    ...domainFaults(constraint, at),
    ...policy('nodeAffinityPolicy'),
    ...policy('nodeTaintsPolicy'),
    ...labelSelectorFaults(constraint.labelSelector, `${at}.labelSelector`),
  ];
}

/** Faults of how Pods are to be spread; one that stands again later is complained about where it stands first. Models pkg/apis/core/validation validateTopologySpreadConstraints (v1.36). */
export function spreadFaults({ topologySpreadConstraints: constraints = [] }: PodSpec, spec: string): FieldError[] {
  const pairs = constraints.map(
    ({ topologyKey, whenUnsatisfiable }) => `{${topologyKey ?? ''}, ${whenUnsatisfiable ?? ''}}`,
  );
  return constraints.flatMap((constraint, i) => {
    const at = `${spec}.topologySpreadConstraints[${i}]`;
    const pair = pairs[i] ?? '';
    const again = pairs.lastIndexOf(pair) > i;
    return [
      ...ruleFaults(constraint, at),
      ...(again ? [duplicate(`${at}.{topologyKey, whenUnsatisfiable}`, pair)] : []),
      ...inclusionFaults(constraint, at),
    ];
  });
}
