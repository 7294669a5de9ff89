export { bootstrap } from './bootstrap.ts';
export type { Change, Client, Controller, Reader } from './client.ts';
export type { DuplicateKey, RawDocument } from './decoding/decode.ts';
export { milliseconds } from './registry/client/strategy.ts';
export { isNamespaced, isServed } from './registry/index.ts';
export type { Answer, SessionOptions } from './session.ts';
export { Session } from './session.ts';
