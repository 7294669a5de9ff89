import type { Toleration } from '../../../../../api/index.ts';
import { type FieldError, invalid, notSupported } from '../../field-errors.ts';
import { labelValueFaults } from '../../formats.ts';
import { labelKeyFaults } from '../object-meta.ts';
import { goValue } from './go-struct.ts';

/** What a taint may do to Pods that do not put up with it. */
export const TAINT_EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

function operatorFaults(toleration: Toleration, at: string): FieldError[] {
  const { operator = '', value = '' } = toleration;
  if (operator === '' || operator === 'Equal') {
    const faults = labelValueFaults(value);
    return faults.length > 0 ? [invalid(at, value, faults.join(';'))] : [];
  }
  if (operator !== 'Exists') {
    // The two that compare numbers are known, if not yet allowed.
    const known = operator === 'Lt' || operator === 'Gt' ? ['Equal', 'Exists', 'Lt', 'Gt'] : ['Equal', 'Exists'];
    return [notSupported(at, operator, known)];
  }
  const quoted = goValue({ ...toleration }, 'Toleration');
  return value === '' ? [] : [invalid(at, quoted, "value must be empty when `operator` is 'Exists'")];
}

/** Faults of what a Pod puts up with. Models pkg/apis/core/validation ValidateTolerations (v1.36). */
export function tolerationFaults(tolerations: readonly Toleration[], at: string): FieldError[] {
  return tolerations.flatMap((toleration, i) => {
    const path = `${at}[${i}]`;
    const { key = '', operator = '', effect = '', tolerationSeconds } = toleration;
    const everything = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
    const evicting = "effect must be 'NoExecute' when `tolerationSeconds` is set";
    return [
      ...(key === '' ? [] : labelKeyFaults(key, `${path}.key`)),
      ...(key === '' && operator !== 'Exists' ? [invalid(`${path}.operator`, operator, everything)] : []),
      ...(tolerationSeconds !== undefined && effect !== 'NoExecute'
        ? [invalid(`${path}.effect`, effect, evicting)]
        : []),
      ...operatorFaults(toleration, `${path}.operator`),
      ...(effect === '' || TAINT_EFFECTS.includes(effect)
        ? []
        : [notSupported(`${path}.effect`, effect, TAINT_EFFECTS)]),
    ];
  });
}
