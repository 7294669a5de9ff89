export { Indexes, resolve } from './indexes.ts';
export type { Snapshot } from './snapshot.ts';
export { emptySnapshot, objectsOf, withObject } from './snapshot.ts';
