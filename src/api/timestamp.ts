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
