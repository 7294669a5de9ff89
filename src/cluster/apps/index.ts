export { type Move, type Program, type ProgramOutcome, received, started, timedOut } from './client/program.ts';
export { isAddress, requestOf } from './client/request.ts';
export { podAnswer } from './server.ts';
