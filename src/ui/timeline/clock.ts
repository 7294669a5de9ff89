import type { Instant } from '../../worker/protocol.ts';

/** An instant as the clock shows it: `00:12.840`. */
export function clockText(at: Instant): string {
  const ms = Math.max(0, Math.floor(at));
  const minutes = Math.floor(ms / 60_000);
  const seconds = Math.floor(ms / 1000) % 60;
  return `${String(minutes).padStart(2, '0')}:${String(seconds).padStart(2, '0')}.${String(ms % 1000).padStart(3, '0')}`;
}
