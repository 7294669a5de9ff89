import { type FieldError, invalid } from '../../field-errors.ts';
import { NOT_NEGATIVE } from '../../formats.ts';

/** A number of Pods, or a share of them such as `25%`. */
export type Amount = number | string;

const PERCENT = /^[0-9]+%$/;
const PERCENT_SENTENCE =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

/** What an amount comes to, in Pods or in percent; what is no number counts as none. */
export function amountOf(value: Amount | undefined): number {
  return typeof value === 'number' ? value : Number.parseInt(value ?? '0', 10) || 0;
}

/** Faults of an amount by itself. Models pkg/apis/apps/validation ValidatePositiveIntOrPercent (v1.36). */
export function amountFaults(value: Amount | undefined, at: string): FieldError[] {
  if (value === undefined) return [];
  if (typeof value === 'number') return value < 0 ? [invalid(at, value, NOT_NEGATIVE)] : [];
  return PERCENT.test(value) ? [] : [invalid(at, value, PERCENT_SENTENCE)];
}

/** More than all of them. Models IsNotMoreThan100Percent (v1.36). */
export function overAllFaults(value: Amount | undefined, at: string): FieldError[] {
  const over = typeof value === 'string' && PERCENT.test(value) && amountOf(value) > 100;
  return over ? [invalid(at, value, 'must not be greater than 100%')] : [];
}

/** Faults of a number that may be left out and may not be negative. */
export function negativeFaults(value: number | undefined, at: string): FieldError[] {
  return value !== undefined && value < 0 ? [invalid(at, value, NOT_NEGATIVE)] : [];
}
