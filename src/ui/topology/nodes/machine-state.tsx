import type { ReactNode } from 'react';
import type { NodeThing, Thing } from '../../../worker/protocol.ts';
import { Icon } from '../../theme/index.ts';

/** What is wrong with a machine, the cause before what the API server has noticed of it: `stopped`, `NotReady`. */
export function machineWords({ stopped, cut, ready, cordoned }: NodeThing): readonly string[] {
  const words: string[] = [];
  if (stopped) words.push('stopped');
  if (cut) words.push('link cut');
  if (!ready) words.push('NotReady');
  if (cordoned) words.push('cordoned');
  return words;
}

/** How its frame is drawn: a broken coast when it is down, a cut one when no packet reaches it. */
export function machineLook(thing: Thing | undefined): string {
  if (thing?.kind !== 'node') return '';
  if (thing.stopped || !thing.ready) return thing.cut ? 'down cut' : 'down';
  return thing.cut ? 'cut' : '';
}

/** The words beside a machine's name, with a sign: never colour alone. */
export function MachineState({ words }: { readonly words: readonly string[] }): ReactNode {
  if (words.length === 0) return null;
  const harmless = words.every((word) => word === 'cordoned');
  return (
    <em className={harmless ? 'plain' : ''}>
      <Icon name={harmless ? 'barred' : 'cross'} size={12} />
      {words.join(', ')}
    </em>
  );
}
