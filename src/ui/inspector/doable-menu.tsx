import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef } from 'react';
import type { ObjectDetail } from '../../worker/protocol.ts';
import { perform, select, showMenu, useDetail } from '../store/index.ts';
import { crashOf, type Doable, doableToNode, doableToPod, doableToWorkload, isScalable } from './doable.ts';
import { nameIn } from './names.ts';
import { useScaling } from './scaling.ts';
import './doable-menu.css';

interface Item {
  readonly word: string;
  readonly why: string;
  readonly off: boolean;
  readonly run: () => void;
}

const itemOf = ({ word, why, action, off = false }: Doable): Item => ({
  word,
  why,
  off,
  run: () => void perform(action),
});

function crashes({ key, containers }: ObjectDetail): readonly Item[] {
  return containers.map(({ name, state }) => ({
    ...itemOf(crashOf(key, name, state === 'running')),
    word: `Crash ${name}`,
  }));
}

const doableTo = (detail: ObjectDetail): readonly Item[] => {
  if (detail.machine) return doableToNode(nameIn(detail.key), detail.machine).map(itemOf);
  return detail.pod ? [...doableToPod(detail).map(itemOf), ...crashes(detail)] : [];
};

/** What one can do to the workload that made a Pod. */
function useWorkloadItems(owner: string): readonly Item[] {
  const { replicas, why, scale } = useScaling(owner);
  const off = replicas === undefined;
  const scaling: readonly Item[] = isScalable(owner)
    ? [
        { word: 'Scale up', why, off, run: () => scale(1) },
        { word: 'Scale down', why, off: off || replicas === 0, run: () => scale(-1) },
      ]
    : [];
  return [...scaling, ...doableToWorkload(owner).map(itemOf)];
}

/** The arrow keys, Home and End move among the items. */
function move(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="menuitem"]:not(:disabled)')];
  const { activeElement } = document;
  const at = activeElement instanceof HTMLElement ? items.indexOf(activeElement) : -1;
  const to: Readonly<Record<string, number>> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  const next = to[event.key];
  if (next === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  items[next]?.focus();
}

function Items({ of, close }: { readonly of: readonly Item[]; readonly close: () => void }): ReactNode {
  return of.map(({ word, why, off, run }) => (
    <button
      key={word}
      type="button"
      role="menuitem"
      className="menu-item"
      disabled={off}
      title={why}
      onClick={() => {
        close();
        run();
      }}
    >
      {word}
    </button>
  ));
}

/** Where it opens without leaving the window. */
function place(menu: HTMLElement, x: number, y: number): void {
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(4, Math.min(x, window.innerWidth - width - 4))}px`;
  menu.style.top = `${Math.max(4, Math.min(y, window.innerHeight - height - 4))}px`;
}

/** Opens the menu once it has items; when they turn out to be others, the first that works has the focus again. */
function useOpen(menu: RefObject<HTMLElement | null>, items: string, x: number, y: number): void {
  useEffect(() => {
    const { current } = menu;
    if (current === null || items === '') return;
    if (!current.matches(':popover-open')) current.showPopover();
    place(current, x, y);
    current.querySelector<HTMLElement>('[role="menuitem"]:not(:disabled)')?.focus();
  }, [menu, items, x, y]);
}

/** The menu of a Pod or a machine, at a place of the window: what the inspector's buttons do, without the way to them. */
export function DoableMenu(props: { readonly of: string; readonly x: number; readonly y: number }): ReactNode {
  const { of, x, y } = props;
  const menu = useRef<HTMLDivElement>(null);
  const detail = useDetail({ of: 'object', key: of });
  const owner = detail?.pod?.owner ?? '';
  const own = detail === undefined ? [] : doableTo(detail);
  const others = useWorkloadItems(owner);
  useOpen(menu, detail === undefined ? '' : [...own, ...others].map(({ word, off }) => `${word} ${off}`).join(), x, y);
  const close = (): void => menu.current?.hidePopover();
  const inspect = { word: 'Inspect', why: 'Its page in the inspector', off: false, run: () => inspectThing(of) };
  return (
    <div
      ref={menu}
      popover="auto"
      role="menu"
      className="doable-menu"
      aria-label={`What one can do to ${nameIn(of)}`}
      onKeyDown={move}
      onToggle={(event) => event.newState === 'closed' && showMenu(undefined)}
    >
      <div className="menu-name">{nameIn(of)}</div>
      <Items of={own} close={close} />
      {owner !== '' && others.length > 0 && <div className="menu-name">{owner}</div>}
      <Items of={owner === '' ? [] : others} close={close} />
      <hr />
      <Items of={[inspect]} close={close} />
    </div>
  );
}

function inspectThing(key: string): void {
  select(key.startsWith('Node/') ? { of: 'node', name: nameIn(key) } : { of: 'thing', id: key });
}
