export type { Cause, Due, Instant, Task } from './agenda.ts';
export { Agenda } from './agenda.ts';
export { NewestFirstMap } from './newest-first-map.ts';
export { PersistentMap } from './persistent-map.ts';
export type { Random } from './random.ts';
export { randomFrom } from './random.ts';
