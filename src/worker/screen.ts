import type { Reader } from '../cluster/control-plane/apiserver/index.ts';
import type { ConversationRecord, World } from '../cluster/world.ts';
import { OpenDetails } from './open-details.ts';
import { Patching } from './patching.ts';
import type { ClusterEvent, Conversation, DetailId, Problem, Thing, UndoableAction, Update } from './protocol.ts';
import type { Remembered } from './remembered.ts';
import { conversationOf } from './views/conversation.ts';
import { eventsOfLog } from './views/events.ts';
import { lettersOf } from './views/letters.ts';
import { endpointsBehind } from './views/rungs.ts';
import { thingsOf } from './views/things.ts';

type Parts = Omit<Update, 't' | 'seq' | 'now' | 'revision'>;

/** The newest conversations and events that the page is shown. */
const CONVERSATIONS = 120;
const EVENTS = 200;

/** What is known of the manifests: what of them was applied, and what is wrong with them. */
export type TextState = Pick<Remembered, 'applied' | 'problems'>;

/** What the page's screen shows, and what must be sent to change it. Only parts whose sources have changed are looked at. */
export class Screen {
  private readonly things = new Patching<Thing>();
  private readonly conversations = new Patching<Conversation>();
  private readonly events = new Patching<ClusterEvent>();
  private readonly details = new OpenDetails();
  private readonly made = new Map<
    string,
    { readonly record: ConversationRecord; readonly letter: string; readonly view: Conversation }
  >();
  private head: World | undefined;
  private shown: World | undefined;
  private problems: readonly Problem[] | undefined;
  private undoable: readonly UndoableAction[] | undefined;

  /** Forgets everything: the page gets it all again. */
  reset(): void {
    for (const patching of [this.things, this.conversations, this.events]) patching.reset();
    this.details.forgetAll();
    this.made.clear();
    this.head = undefined;
    this.shown = undefined;
    this.problems = undefined;
    this.undoable = undefined;
  }

  forgetDetail(detail: DetailId): void {
    this.details.forget(detail);
  }

  /** The parts that differ from what was sent last, or undefined when not even the time has passed. */
  changes(
    head: World,
    shown: World,
    read: Reader,
    text: TextState,
    open: Iterable<DetailId>,
    undoable: readonly UndoableAction[],
  ): Parts | undefined {
    const things = this.thingsPart(shown, read);
    const conversations = this.conversationsPart(head);
    const events = this.head?.log === head.log ? undefined : this.eventsPart(head);
    const { applied, problems } = text;
    const details = this.details.changed(open, { shown, head, read, applied });
    const news = problems !== this.problems;
    const acted = undoable !== this.undoable;
    const parts = {
      ...(things && { things }),
      ...(conversations && { conversations }),
      ...(events && { events }),
      ...(news && { problems }),
      ...(details.length > 0 && { details }),
      ...(acted && { undoable }),
    };
    const idle = Object.keys(parts).length === 0 && this.head?.now === head.now;
    this.head = head;
    this.shown = shown;
    this.problems = problems;
    this.undoable = undoable;
    return idle ? undefined : parts;
  }

  private thingsPart(shown: World, read: Reader): Parts['things'] {
    const before = this.shown;
    const late = [...shown.proxies.values()].some((state) => state.dirty.size > 0);
    const wired = before?.off === shown.off && before?.cut === shown.cut;
    const same = wired && before?.etcd === shown.etcd && before.proxies === shown.proxies && !late;
    return same ? undefined : this.things.to(thingsOf(shown, read));
  }

  private conversationsPart(head: World): Parts['conversations'] {
    if (this.head?.conversations === head.conversations) return undefined;
    const letters = lettersOf(head);
    const newest = [...head.conversations.values()].sort((a, b) => a.from - b.from).slice(-CONVERSATIONS);
    const views = newest.map((record) => this.viewOf(record, letters.get(record.client) ?? 'A', head));
    const ids = new Set(newest.map((record) => record.id));
    for (const id of this.made.keys()) if (!ids.has(id)) this.made.delete(id);
    return this.conversations.to(views);
  }

  private viewOf(record: ConversationRecord, letter: string, { proxies }: World): Conversation {
    const known = this.made.get(record.id);
    if (known?.record === record && known.letter === letter) return known.view;
    const view = conversationOf(record, letter, (at) => endpointsBehind(at, proxies));
    this.made.set(record.id, { record, letter, view });
    return view;
  }

  private eventsPart(head: World): Parts['events'] {
    return this.events.to(eventsOfLog(head.log.entries(), EVENTS));
  }
}
