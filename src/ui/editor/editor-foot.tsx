import type { ReactNode } from 'react';
import { splitKey } from '../../api/index.ts';
import { showDefaults, useDetail, useStore } from '../store/index.ts';
import { Icon } from '../theme/index.ts';

/** What was added to the object under the caret, for those who do not see the grey lines. */
function AddedInWords(): ReactNode {
  const key = useStore((state) => (state.lit?.by === 'caret' ? state.lit.object : undefined));
  const added = useDetail(key === undefined ? undefined : { of: 'object', key })?.added;
  if (key === undefined || added === undefined) return null;
  const { kind, name } = splitKey(key);
  return (
    <section className="visually-hidden" aria-label={`Added to ${kind} ${name}`}>
      <ul>
        {added.map(({ path, value, by }) => (
          <li key={path}>{`${path}: ${JSON.stringify(value)} (${by})`}</li>
        ))}
      </ul>
    </section>
  );
}

/** The strip below the text: what the server added to it, shown or not. */
export function EditorFoot(): ReactNode {
  const shown = useStore((state) => state.panes.defaults);
  return (
    <div className="editor-foot">
      <button
        type="button"
        className="editor-defaults"
        aria-pressed={shown}
        aria-keyshortcuts="D"
        title="What the API server and the controllers added to what is written"
        onClick={() => showDefaults(!shown)}
      >
        <Icon name={shown ? 'check' : 'plus'} size={13} />
        Defaults
      </button>
      <span className="editor-foot-note">{shown ? 'grey lines are added' : 'show what is added'}</span>
      <kbd className="kbd">D</kbd>
      {shown && <AddedInWords />}
    </div>
  );
}
