const two = (value: number): string => String(value).padStart(2, '0');

/**
 * An instant of virtual time (ms) as objects carry it: RFC 3339 to the second, counted from 2026-01-01T00:00:00Z. Days
 * beyond January go on counting, since nobody plays for a month.
 */
export function timestamp(now: number): string {
  const seconds = Math.floor(now / 1000);
  const day = Math.floor(seconds / 86_400) + 1;
  const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  return `2026-01-${two(day)}T${clock}Z`;
}

/** Days from 1970-01-01 to the first of a month of the Gregorian calendar; months count from 1. */
function daysBefore(year: number, month: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const monthsFromMarch = (month + 9) % 12;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return shifted * 365 + leapDays + Math.floor((153 * monthsFromMarch + 2) / 5) - 719_468;
}

const EPOCH = daysBefore(2026, 1);

/** The virtual ms of an RFC 3339 instant, the inverse of `timestamp`; negative for what was before the cluster began, undefined for any other text. */
export function instantOf(time: string | undefined): number | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d(?:\.\d+)?)Z$/.exec(time ?? '');
  if (!parts) return undefined;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map(Number);
  const days = daysBefore(year, month) - EPOCH + day - 1;
  return Math.round((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
}
