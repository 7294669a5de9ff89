import type { ReactNode } from 'react';
import { CommandButton, KEY_LINES, type KeyActions } from '../commands/index.ts';
import { LessonCrumb } from '../gallery/index.ts';
import { resetText, setTheme, useStore } from '../store/index.ts';
import { Compass, Icon } from '../theme/index.ts';
import { ModeSwitch } from './mode-switch.tsx';

function ThemeToggle(): ReactNode {
  const theme = useStore((state) => state.theme);
  const other = theme === 'light' ? 'dark' : 'light';
  return (
    <button
      type="button"
      className="button quiet icon"
      aria-label={`Use the ${other} theme`}
      onClick={() => setTheme(other)}
    >
      <Icon name={other === 'dark' ? 'moon' : 'sun'} />
    </button>
  );
}

function KeyboardMap(): ReactNode {
  return (
    <dl className="key-map">
      {KEY_LINES.map(({ keys, does }) => (
        <div key={does}>
          <dt>
            {keys.map((key) => (
              <kbd key={key} className="kbd">
                {key}
              </kbd>
            ))}
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The id of the help, which the frame's `?` key opens too. */
export const HELP = 'help';

function Help(): ReactNode {
  return (
    <>
      <button type="button" className="button quiet icon" aria-label="Keyboard and help" popoverTarget={HELP}>
        <Icon name="keyboard" />
      </button>
      <div id={HELP} popover="auto" className="popover" role="dialog" aria-label="Keyboard and help">
        <h2>Keyboard</h2>
        <KeyboardMap />
        <p>
          The cluster runs in this page and behaves as Kubernetes v1.36 would. Edit the manifests, click a packet, a pod
          or a node. Drag the play-head to go back; an edit made there starts another history.
        </p>
      </div>
    </>
  );
}

/** Says that the text is no longer the scenario's own, and offers the way back. */
function Edited(): ReactNode {
  const edited = useStore((state) => state.files.some((file, index) => file.text !== state.original[index]?.text));
  if (!edited) return null;
  return (
    <>
      <button type="button" className="edited" aria-label="The text is edited: options" popoverTarget="edited">
        edited
      </button>
      <div id="edited" popover="auto" className="popover small" role="dialog" aria-label="Edited text">
        <p>Your text of this example is kept in this browser.</p>
        <button
          type="button"
          className="button"
          popoverTarget="edited"
          popoverTargetAction="hide"
          onClick={() => void resetText()}
        >
          Reset to the example
        </button>
      </div>
    </>
  );
}

/** The bar at the top: the mark, where we are, and what goes for the whole page. */
export function TopBar({ keys }: { readonly keys: KeyActions }): ReactNode {
  return (
    <header className="top-bar">
      <h1 className="brand">
        <Compass />
        Portolan
      </h1>
      <LessonCrumb />
      <Edited />
      <span className="top-rest" />
      <ModeSwitch />
      <CommandButton extra={keys} />
      <span className="version">Kubernetes v1.36</span>
      <Help />
      <ThemeToggle />
    </header>
  );
}
