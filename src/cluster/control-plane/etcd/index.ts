export { Indexes } from './indexes.ts';
export type { Snapshot } from './snapshot.ts';
export { emptySnapshot, objectsOf, withObject } from './snapshot.ts';
