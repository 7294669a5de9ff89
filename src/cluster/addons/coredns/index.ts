export { answerTo } from './server.ts';
export { type Zone, zoneOf } from './zone.ts';
