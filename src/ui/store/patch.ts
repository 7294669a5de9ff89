import type { ClusterEvent, Detail, Patch, Update } from '../../worker/protocol.ts';
import { detailKey } from '../../worker/protocol.ts';
import { type PortolanState, store } from './state.ts';

/** The same entities with the patch on them; entities the patch does not name stay the very same objects. */
export function patched<T extends { readonly id: string }>(
  before: ReadonlyMap<string, T>,
  patch: Patch<T> | undefined,
): ReadonlyMap<string, T> {
  if (patch === undefined) return before;
  const after = new Map(patch.reset ? [] : before);
  for (const id of patch.remove) after.delete(id);
  for (const entity of patch.put) after.set(entity.id, entity);
  return after;
}

/** The event list, oldest first, with the patch on it. */
function patchedEvents(
  before: readonly ClusterEvent[],
  patch: Patch<ClusterEvent> | undefined,
): readonly ClusterEvent[] {
  if (patch === undefined) return before;
  const byId = patched(new Map(before.map((event) => [event.id, event])), patch);
  return [...byId.values()].toSorted((one, other) => one.at - other.at);
}

/** Rules come without their text when that is what the page has. */
function whole(detail: Detail, before: Detail | undefined): Detail {
  if (detail.of !== 'rules' || detail.text !== undefined || before?.of !== 'rules' || !before.text) return detail;
  return { ...detail, text: before.text };
}

function patchedDetails(state: PortolanState, update: Update): PortolanState['details'] {
  if (update.details === undefined) return state.details;
  const after = new Map(state.details);
  for (const detail of update.details) {
    const key = detailKey(detail);
    after.set(key, whole(detail, after.get(key)));
  }
  return after;
}

/** Takes in one update of the engine: only the parts that it names change identity. */
export function takeIn(update: Update): void {
  store.setState((state) => ({
    engine: state.engine === 'failed' ? 'failed' : 'running',
    revision: update.revision,
    things: patched(state.things, update.things),
    conversations: patched(state.conversations, update.conversations),
    events: patchedEvents(state.events, update.events),
    problems: update.problems ?? state.problems,
    undoable: update.undoable ?? state.undoable,
    details: patchedDetails(state, update),
  }));
}
