import type { Reader } from '../cluster/control-plane/apiserver/index.ts';
import type { World } from '../cluster/world.ts';
import type { Applied } from '../kubectl/index.ts';
import { type Detail, type DetailId, detailKey } from './protocol.ts';
import { conversationDetail } from './views/conversation-detail.ts';
import { conntrackDetail } from './views/node-details.ts';
import { objectDetail } from './views/object-detail.ts';
import { rulesDetail } from './views/rules-detail.ts';

/** What details are made of: the shown world and its objects, the newest world, and what of the text was applied. */
interface Sources {
  readonly shown: World;
  readonly head: World;
  readonly read: Reader;
  readonly applied: Applied;
}

/** The details that the page has open: what was sent of each, so that only what has changed is sent again. */
export class OpenDetails {
  private readonly sent = new Map<string, string>();
  /** By detail: the listing of rules that the page has. */
  private readonly listings = new Map<string, object>();

  /** The details that differ from what was sent last. */
  changed(open: Iterable<DetailId>, sources: Sources): Detail[] {
    const changed: Detail[] = [];
    for (const id of open) {
      const key = detailKey(id);
      const detail = this.detailOf(id, key, sources);
      const listed = detail.of === 'rules' && detail.text !== undefined;
      const text = JSON.stringify(listed ? { ...detail, text: undefined } : detail);
      if (!listed && this.sent.get(key) === text) continue;
      this.sent.set(key, text);
      changed.push(detail);
    }
    return changed;
  }

  forget(id: DetailId): void {
    const key = detailKey(id);
    this.sent.delete(key);
    this.listings.delete(key);
  }

  forgetAll(): void {
    this.sent.clear();
    this.listings.clear();
  }

  private detailOf(id: DetailId, key: string, { shown, head, read, applied }: Sources): Detail {
    switch (id.of) {
      case 'object':
        return objectDetail(id.key, shown, read, applied.objects.get(id.key)?.value);
      case 'rules':
        return this.rules(id.node, key, shown, read);
      case 'conntrack':
        return conntrackDetail(id.node, shown);
      case 'conversation':
        return conversationDetail(id.id, head.conversations.get(id.id), read);
    }
  }

  private rules(node: string, key: string, shown: World, read: Reader): Detail {
    const { detail, listing } = rulesDetail(node, shown, read, this.listings.get(key));
    if (listing) this.listings.set(key, listing);
    return detail;
  }
}
