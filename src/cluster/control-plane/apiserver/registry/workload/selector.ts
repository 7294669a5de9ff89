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

function requirementFaults({ key = '', operator, values = [] }: LabelSelectorRequirement, at: string): FieldError[] {
  const errors: FieldError[] = [];
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0)
      errors.push(required(`${at}.values`, "must be specified when `operator` is 'In' or 'NotIn'"));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0)
      errors.push(forbidden(`${at}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
  } else errors.push(invalid(`${at}.operator`, operator ?? '', 'not a valid selector operator'));
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
