import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { showMenu, store, useStore } from '../store/index.ts';

const DoableMenu = lazy(() => import('./doable-menu.tsx').then((module) => ({ default: module.DoableMenu })));

/** Kinds that one can do something to. */
const isActor = (key: string | null | undefined): key is string => /^(Pod|Node)\//.test(key ?? '');

const onChart = (target: EventTarget | null): Element | null =>
  target instanceof Element ? target.closest('.chart-sea [data-thing]') : null;

/** A click with the other button, or the menu key, on a Pod or machine of the chart. */
function onContextMenu(event: MouseEvent): void {
  const of = onChart(event.target)?.getAttribute('data-thing');
  if (!isActor(of)) return;
  event.preventDefault();
  showMenu({ of, x: event.clientX, y: event.clientY });
}

/** Opens the menu of the thing that has the focus, or of the selected one, beside it. */
export function openMenu(): void {
  const { selection } = store.getState();
  const selected = selection?.of === 'node' ? `Node//${selection.name}` : selection?.of === 'thing' ? selection.id : '';
  const focused = onChart(document.activeElement);
  const of = focused?.getAttribute('data-thing') ?? selected;
  if (!isActor(of)) return;
  const thing = focused ?? document.querySelector(`.chart-sea [data-thing="${CSS.escape(of)}"]`);
  const { left, bottom } = (thing ?? document.querySelector('.inspector') ?? document.body).getBoundingClientRect();
  showMenu({ of, x: left, y: thing === null ? 80 : bottom + 4 });
}

/** The menu that the chart's Pods and machines have; loaded when it is first asked for. */
export function MenuOnThings(): ReactNode {
  const menu = useStore((state) => state.menu);
  useEffect(() => {
    document.addEventListener('contextmenu', onContextMenu);
    return () => document.removeEventListener('contextmenu', onContextMenu);
  }, []);
  return menu === undefined ? null : (
    <Suspense>
      <DoableMenu key={menu.of} {...menu} />
    </Suspense>
  );
}
