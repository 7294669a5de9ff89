import { detailKey } from '../../worker/protocol.ts';
import {
  type AddedBlock,
  type AddedLine,
  loadAddedLines,
  openDetail,
  store,
  type WrittenObject,
} from '../store/index.ts';
import { fileIn } from './models.ts';
import type { monaco } from './monaco.ts';

type Editor = monaco.editor.IStandaloneCodeEditor;

/** Real milliseconds after which what has moved or changed is looked at again. */
const PAUSE = 60;

/** Lines above and below what is in sight that are prepared too. */
const AROUND = 40;

/** Who added a field: filled in for everybody alike, picked for this object, or reported by a component. */
const BY: Readonly<Record<NonNullable<AddedLine['by']>, string>> = {
  default: 'default',
  allocated: 'picked',
  status: 'reported',
};

function element(className: string, text = ''): HTMLElement {
  const made = document.createElement('span');
  made.className = className;
  made.textContent = text;
  return made;
}

function rowOf({ indent, text, by }: AddedLine): HTMLElement {
  const row = document.createElement('div');
  row.className = 'added-line';
  const words = element('added-text', text);
  words.style.paddingLeft = `${indent}ch`;
  row.append(words);
  if (by !== undefined) row.append(element('added-by', BY[by]));
  return row;
}

function zoneOf({ after, lines }: AddedBlock): monaco.editor.IViewZone {
  const domNode = document.createElement('div');
  const marginDomNode = document.createElement('div');
  domNode.className = 'added';
  marginDomNode.className = 'added-margin';
  domNode.append(...lines.map(rowOf));
  marginDomNode.append(...lines.map(() => element('added-sign', '+')));
  return { afterLineNumber: after, heightInLines: lines.length, domNode, marginDomNode };
}

/** The line that stays where it is while others come and go around it: the caret's when it is in sight, else the topmost. */
function stillLine(editor: Editor): number {
  const top = editor.getVisibleRanges()[0]?.startLineNumber ?? 1;
  const bottom = editor.getVisibleRanges().at(-1)?.endLineNumber ?? 1;
  const caret = editor.getPosition()?.lineNumber ?? top;
  return editor.hasTextFocus() && caret >= top && caret <= bottom ? caret : top;
}

/** Lines of the server's between the lines of the text. They are no part of it: they cannot be edited, found or copied. */
class AddedZones {
  readonly #editor: Editor;
  readonly #open = new Map<string, () => void>();
  #zones: readonly string[] = [];
  #shown = '';
  #pause: ReturnType<typeof setTimeout> | undefined;
  readonly #subscriptions: readonly (() => void)[];

  constructor(editor: Editor) {
    this.#editor = editor;
    const soon = (): void => this.#soon();
    const events = [
      editor.onDidScrollChange(() => {
        this.#fit();
        soon();
      }),
      editor.onDidChangeModelContent(soon),
      editor.onDidLayoutChange(() => {
        this.#fit();
        soon();
      }),
      editor.onDidChangeModel(() => {
        this.#shown = '';
        this.#zones = [];
        soon();
      }),
    ];
    this.#subscriptions = [
      ...events.map((event) => () => event.dispose()),
      store.subscribe((now, before) => now.details !== before.details && soon()),
    ];
    this.#fit();
    soon();
  }

  /** Who added a line stands where what is in sight ends, however far the text is scrolled. */
  #fit(): void {
    const { contentWidth, verticalScrollbarWidth } = this.#editor.getLayoutInfo();
    const end = this.#editor.getScrollLeft() + contentWidth - verticalScrollbarWidth;
    this.#editor.getDomNode()?.style.setProperty('--added-end', `${end}px`);
  }

  /** Takes every line of the server's away. */
  dispose(): void {
    clearTimeout(this.#pause);
    for (const unsubscribe of this.#subscriptions) unsubscribe();
    for (const close of this.#open.values()) close();
    this.#put([]);
  }

  #soon(): void {
    this.#pause ??= setTimeout(() => {
      void loadAddedLines().then((how) => {
        if (this.#pause === undefined) return;
        this.#pause = undefined;
        this.#refresh(how);
      });
    }, PAUSE);
  }

  #refresh({ objectsBetween, addedBlocks }: Awaited<ReturnType<typeof loadAddedLines>>): void {
    const model = this.#editor.getModel();
    const sights = this.#editor.getVisibleRanges();
    if (model === null || fileIn(model) === undefined) return;
    const from = (sights[0]?.startLineNumber ?? 1) - AROUND;
    const to = (sights.at(-1)?.endLineNumber ?? 1) + AROUND;
    const objects = objectsBetween(model.getValue(), from, to);
    this.#ask(objects);
    const { details } = store.getState();
    this.#put(
      objects.flatMap((written) => {
        const detail = details.get(detailKey({ of: 'object', key: written.key }));
        return detail?.of === 'object' ? addedBlocks(written, detail.added ?? []) : [];
      }),
    );
  }

  /** Keeps the details of the objects in sight open, and no others. */
  #ask(objects: readonly WrittenObject[]): void {
    const wanted = new Set(objects.map(({ key }) => key));
    for (const [key, close] of this.#open)
      if (!wanted.has(key)) {
        this.#open.delete(key);
        close();
      }
    for (const key of wanted) if (!this.#open.has(key)) this.#open.set(key, openDetail({ of: 'object', key }));
  }

  #put(blocks: readonly AddedBlock[]): void {
    const shown = JSON.stringify(blocks);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const line = stillLine(this.#editor);
    const above = this.#editor.getTopForLineNumber(line) - this.#editor.getScrollTop();
    this.#editor.changeViewZones((zones) => {
      for (const id of this.#zones) zones.removeZone(id);
      this.#zones = blocks.map((block) => zones.addZone(zoneOf(block)));
    });
    if (this.#editor.getScrollTop() > 0 || above < 0)
      this.#editor.setScrollTop(this.#editor.getTopForLineNumber(line) - above);
  }
}

/** Shows what the server added while the page wants it shown; otherwise nothing is asked for or computed. */
export function followDefaults(editor: Editor): () => void {
  let zones: AddedZones | undefined;
  const follow = (): void => {
    const wanted = store.getState().panes.defaults;
    if (wanted) zones ??= new AddedZones(editor);
    else {
      zones?.dispose();
      zones = undefined;
    }
  };
  const unsubscribe = store.subscribe((now, before) => now.panes.defaults !== before.panes.defaults && follow());
  follow();
  return () => {
    unsubscribe();
    zones?.dispose();
  };
}
