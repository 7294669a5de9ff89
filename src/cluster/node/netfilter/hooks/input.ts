import { type Handled, ownAddresses } from '../../../network/index.ts';
import type { Stay } from '../stay.ts';
import { filter } from './filter.ts';
import { rewriteSource } from './source-nat.ts';
import { confirm } from './track.ts';

/** A packet for a program of this machine: filtered, and an answer gets the source back that the program spoke to. */
export function input(stay: Stay): Handled {
  const stopped = filter(stay, 'INPUT');
  if (stopped) return stopped;
  rewriteSource(stay, 'INPUT', ownAddresses(stay.machine, stay.packet.destination.ip).network);
  confirm(stay);
  return { to: 'self' };
}
