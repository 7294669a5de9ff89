import type { ActionCommand, ManifestFile } from '../../worker/protocol.ts';
import { applyText } from './actions.ts';
import { playHead } from './play-head.ts';
import { command } from './session.ts';
import { type Deed, store } from './state.ts';

/**
 * Does something to the cluster that is seen; says what was done, and why it was refused, or stopped halfway as a drain can. In the past that forks history, and
 * the text, which may have been edited since, is the desired state of the fork too.
 */
export async function perform(action: ActionCommand): Promise<void> {
  if (playHead.now() < playHead.present()) void applyText();
  const before = store.getState().undoable.at(-1);
  const given = await command(action);
  const last = store.getState().undoable.at(-1);
  const deed: Deed | undefined = last === before ? undefined : { of: 'action', says: last?.says ?? action.act };
  store.setState({ refusal: given.done ? undefined : given.status.message, deed });
}

/** Puts edited text on the page and applies it at once. */
export function edit(says: string, after: readonly ManifestFile[]): void {
  const before = store.getState().files;
  store.setState({ files: after, deed: { of: 'edit', says, before, after } });
  void applyText();
}

async function undoLastAction(): Promise<void> {
  const given = await command({ act: 'undo' });
  if (!given.done) store.setState({ refusal: given.status.message, deed: undefined });
  else {
    const { undone } = given;
    const back = undone?.by === 'history' ? '; time goes on from before it' : '';
    store.setState({
      refusal: undefined,
      deed: { of: 'told', says: `taken back: ${undone?.says ?? 'the last action'}${back}` },
    });
  }
}

/** Takes the last deed back; without one, the last action on the cluster that can be. */
export async function takeBack(deed: Deed | undefined = store.getState().deed): Promise<void> {
  if (deed?.of === 'edit') {
    const unchanged = store.getState().files === deed.after;
    if (unchanged) edit(`taken back: ${deed.says}`, deed.before);
    else store.setState({ deed: { of: 'told', says: 'The text was edited since: undo it in the editor' } });
  } else if (deed?.of === 'action' || store.getState().undoable.length > 0) await undoLastAction();
}

/** Takes the notice of the last deed off the page. */
export function dismissDeed(): void {
  store.setState({ deed: undefined });
}
