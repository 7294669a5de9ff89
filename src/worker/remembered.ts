import type { Applied } from '../kubectl/index.ts';
import type { Instant, ManifestFile, Problem } from './protocol.ts';

/** kubectl's memory after an apply, and since when it has held. */
export interface Remembered {
  readonly at: Instant;
  readonly files: readonly ManifestFile[];
  readonly applied: Applied;
  readonly problems: readonly Problem[];
}
