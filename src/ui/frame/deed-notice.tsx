import { type ReactNode, useEffect, useState } from 'react';
import { dismissDeed, takeBack, useStore } from '../store/index.ts';
import { Icon } from '../theme/index.ts';

/** Real milliseconds after which the notice goes, unless it is pointed at or has the focus. */
const LINGER = 9000;

/** What the last click did, and the way back. */
export function DeedNotice(): ReactNode {
  const deed = useStore((state) => state.deed);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (deed === undefined || held) return undefined;
    const timer = setTimeout(dismissDeed, LINGER);
    return () => clearTimeout(timer);
  }, [deed, held]);
  if (deed === undefined) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only keeps it on the page
    <div
      className="notice"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon name="check" />
      <span role="status" className="mono">
        {deed.says}
      </span>
      {deed.of !== 'told' && (
        <button type="button" className="button" onClick={() => void takeBack(deed)}>
          Undo <kbd className="kbd">U</kbd>
        </button>
      )}
      <button type="button" className="button quiet icon" aria-label="Close" onClick={dismissDeed}>
        <Icon name="cross" size={14} />
      </button>
    </div>
  );
}
