import type { LabelSelector, LabelSelectorRequirement } from '../../../../../api/index.ts';
import { type FieldError, forbidden, invalid, required } from '../../field-errors.ts';
import { labelValueFaults } from '../../formats.ts';
import { labelFaults, labelKeyFaults } from '../object-meta.ts';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** Whether a selector says nothing, so that it would take everything. */
export function isEmptySelector(selector: LabelSelector | undefined): boolean {
  const { matchLabels, matchExpressions } = selector ?? {};
  return Object.keys(matchLabels ?? {}).length === 0 && (matchExpressions ?? []).length === 0;
}

/** Whether the number of values suits one of the four operators that every selector has; undefined for any other operator. */
export function valuesFaults(operator: string, values: readonly string[], at: string): FieldError[] | undefined {
  if (operator === 'In' || operator === 'NotIn')
    return values.length === 0
      ? [required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'")]
      : [];
  if (operator === 'Exists' || operator === 'DoesNotExist')
    return values.length > 0
      ? [forbidden(`${at}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")]
      : [];
  return undefined;
}

/** The fault of an operator that no selector of its kind has. */
export function unknownOperator(operator: string, at: string): FieldError {
  return invalid(`${at}.operator`, operator, 'not a valid selector operator');
}

function requirementFaults({ key = '', operator, values = [] }: LabelSelectorRequirement, at: string): FieldError[] {
  const errors = valuesFaults(operator, values, at) ?? [unknownOperator(operator ?? '', at)];
  errors.push(...labelKeyFaults(key, `${at}.key`));
  values.forEach((value, i) => {
    errors.push(...labelValueFaults(value).map((fault) => invalid(`${at}.values[${i}]`, value, fault)));
  });
  return errors;
}

/** Faults of a workload's label selector at `at`. Models apimachinery's ValidateLabelSelector (v1.36). */
export function labelSelectorFaults(selector: LabelSelector | undefined, at: string): FieldError[] {
  return [
    ...labelFaults(selector?.matchLabels, `${at}.matchLabels`),
    ...(selector?.matchExpressions ?? []).flatMap((line, i) => requirementFaults(line, `${at}.matchExpressions[${i}]`)),
  ];
}

/** Whether a selector can be compiled; one that cannot is complained about as a whole and matches nothing. */
export function isUsableSelector(selector: LabelSelector | undefined): boolean {
  const expressions = selector?.matchExpressions ?? [];
  return (
    expressions.every(({ operator }) => OPERATORS.includes(operator)) && labelSelectorFaults(selector, '').length === 0
  );
}
