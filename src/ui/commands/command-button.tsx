import { lazy, type ReactNode, Suspense, useCallback, useEffect, useState } from 'react';
import { Icon } from '../theme/index.ts';
import type { KeyActions } from './keyboard.ts';
import './commands.css';

const CommandPalette = lazy(() =>
  import('./command-palette.tsx').then((module) => ({ default: module.CommandPalette })),
);

const KEYS = /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘K' : 'Ctrl K';

/** The key that opens the commands works everywhere, in the editor too, which would keep it for itself. */
function useCommandKey(open: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k')
        return;
      event.preventDefault();
      event.stopPropagation();
      open();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [open]);
}

/** The way to everything by its name: a button that says its key, and the list that it opens. */
export function CommandButton({ extra }: { readonly extra: KeyActions }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const open = useCallback(() => setOpen(true), []);
  const close = useCallback(() => setOpen(false), []);
  useCommandKey(open);
  return (
    <>
      <button
        type="button"
        className="command-button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label="Commands, objects and examples"
        onClick={open}
      >
        <Icon name="search" size={14} />
        <kbd className="kbd">{KEYS}</kbd>
      </button>
      {isOpen && (
        <Suspense>
          <CommandPalette extra={extra} close={close} />
        </Suspense>
      )}
    </>
  );
}
