import type { ObjectKey } from '../api/index.ts';
import type { Reader } from '../cluster/control-plane/apiserver/index.ts';
import type { World } from '../cluster/world.ts';
import type { Applied } from '../kubectl/index.ts';
import { type Detail, type DetailId, detailKey } from './protocol.ts';
import { conversationDetail } from './views/conversation-detail.ts';
import { conntrackDetail } from './views/node-details.ts';
import { objectDetail } from './views/object-detail.ts';
import { rulesDetail } from './views/rules-detail.ts';

/** Virtual ms after which the last and next runs of a Pod's health checks are looked at again. */
const PROBES_SEEN = 200;

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
  /** By detail: the value that was looked at last. */
  private readonly given = new Map<string, Detail>();
  /** By detail: the listing of rules that the page has. */
  private readonly listings = new Map<string, object>();
  /** By object: its detail, and what it was made of. */
  private readonly objects = new Map<ObjectKey, { readonly sources: readonly unknown[]; readonly detail: Detail }>();

  /** The details that differ from what was sent last. */
  changed(open: Iterable<DetailId>, sources: Sources): Detail[] {
    const changed: Detail[] = [];
    for (const id of open) {
      const key = detailKey(id);
      const detail = this.detailOf(id, key, sources);
      if (this.given.get(key) === detail) continue;
      this.given.set(key, detail);
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
    this.given.delete(key);
    this.listings.delete(key);
    if (id.of === 'object') this.objects.delete(id.key);
  }

  forgetAll(): void {
    this.sent.clear();
    this.given.clear();
    this.listings.clear();
    this.objects.clear();
  }

  private detailOf(id: DetailId, key: string, { shown, head, read, applied }: Sources): Detail {
    switch (id.of) {
      case 'object':
        return this.object(id.key, shown, read, applied.objects.get(id.key)?.value);
      case 'rules':
        return this.rules(id.node, key, shown, read);
      case 'conntrack':
        return conntrackDetail(id.node, shown);
      case 'conversation':
        return conversationDetail(id.id, head.conversations.get(id.id), read);
    }
  }

  /** Made anew only when what it is made of has changed; a Pod's checks go on by themselves. */
  private object(key: ObjectKey, shown: World, read: Reader, written: unknown): Detail {
    const before = this.objects.get(key);
    const asked = key.startsWith('Pod/') ? Math.floor(shown.now / PROBES_SEEN) : 0;
    const { etcd, log, kubelets, off, cut } = shown;
    const proxies = key.startsWith('Node/') ? shown.proxies : undefined;
    const sources = [etcd, log, kubelets, off, cut, proxies, written, asked];
    if (before && sources.every((source, i) => source === before.sources[i])) return before.detail;
    const detail = objectDetail(key, shown, read, written);
    this.objects.set(key, { sources, detail });
    return detail;
  }

  private rules(node: string, key: string, shown: World, read: Reader): Detail {
    const { detail, listing } = rulesDetail(node, shown, read, this.listings.get(key));
    if (listing) this.listings.set(key, listing);
    return detail;
  }
}
