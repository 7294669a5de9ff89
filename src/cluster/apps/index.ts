export { printed } from './client/prints.ts';
export type { Move, Program, ProgramOutcome, ProgramPorts, Stage } from './client/program.ts';
export { isAddress, type Request, requestOf, withVariables } from './client/request.ts';
export type { Resolver } from './client/resolver.ts';
export { gaveUp, type KeptConnection, received, started, waited } from './client/run.ts';
export { containerPrograms } from './containers.ts';
export { answerDelay, listensOn } from './listening.ts';
export { type Host, hostAnswer, replyTo } from './server.ts';
