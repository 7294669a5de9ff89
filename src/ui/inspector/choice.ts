import { objectKey } from '../../api/index.ts';
import type { Conversation, Thing } from '../../worker/protocol.ts';
import { type Selection, useStore } from '../store/index.ts';

type Things = ReadonlyMap<string, Thing>;
type Conversations = ReadonlyMap<string, Conversation>;

function nodeOfThing(thing: Thing | undefined): string | undefined {
  switch (thing?.kind) {
    case 'node':
      return thing.name;
    case 'pod':
    case 'client':
    case 'rules':
      return thing.node === '' ? undefined : thing.node;
    default:
      return undefined;
  }
}

/** The node that a selection stands on: of a conversation, the node where its first rules are read. */
export function nodeOf(
  selection: Selection | undefined,
  things: Things,
  conversations: Conversations,
): string | undefined {
  switch (selection?.of) {
    case 'node':
      return selection.name;
    case 'thing':
      return nodeOfThing(things.get(selection.id));
    case 'conversation': {
      const conversation = conversations.get(selection.id);
      return conversation && nodeOfThing(things.get(conversation.caller));
    }
    default:
      return undefined;
  }
}

/** The names of all nodes on the chart, in order. */
export function useNodeNames(): readonly string[] {
  const names = useStore((state) =>
    [...state.things.values()]
      .flatMap((thing) => (thing.kind === 'node' ? [thing.name] : []))
      .toSorted()
      .join('\n'),
  );
  return names === '' ? [] : names.split('\n');
}

/** The node that the selection stands on. */
export function useSelectedNode(): string | undefined {
  return useStore((state) => nodeOf(state.selection, state.things, state.conversations));
}

/** The key of a node's object. */
export function nodeKey(name: string): string {
  return objectKey('Node', '', name);
}
