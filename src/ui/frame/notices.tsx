import type { ReactNode } from 'react';
import { dismissLessonFault, dismissRefusal, openAddressed, store, useStore } from '../store/index.ts';
import { Icon } from '../theme/index.ts';
import { ApplyProgress } from './apply-progress.tsx';
import { DeedNotice } from './deed-notice.tsx';

/** The API server's answer to a click that it refused. */
function Refusal(): ReactNode {
  const refusal = useStore((state) => state.refusal);
  if (refusal === undefined) return null;
  return (
    <div className="notice bad" role="alert">
      <Icon name="barred" />
      <span>
        <b>Not done.</b> <span className="mono">{refusal}</span>
      </span>
      <button type="button" className="button quiet icon" aria-label="Close" onClick={dismissRefusal}>
        <Icon name="cross" size={14} />
      </button>
    </div>
  );
}

/** The text could not be saved: it lives on this page only. */
function Unsaved(): ReactNode {
  const unsaved = useStore((state) => state.unsaved);
  if (unsaved === undefined) return null;
  return (
    <div className="notice warn" role="status">
      <Icon name="warning" />
      <span>
        <b>Your text is not saved.</b> It works here, but a reload would lose it: {unsaved}
      </span>
    </div>
  );
}

/** The example of the address did not come; what was open still is. */
function LessonMissing(): ReactNode {
  const fault = useStore((state) => state.lessonFault);
  const instead = useStore((state) => state.lesson?.title);
  if (fault === undefined) return null;
  return (
    <div className="notice warn" role="alert">
      <Icon name="warning" />
      <span>
        <b>{fault.folder === '' ? 'The example did not open.' : `The example “${fault.folder}” did not open.`}</b>{' '}
        {fault.why} {instead !== undefined && `What you see is “${instead}”; your text is kept.`}
      </span>
      <button type="button" className="button" onClick={() => void openAddressed(window.location.hash)}>
        Try again
      </button>
      <button type="button" className="button quiet icon" aria-label="Close" onClick={dismissLessonFault}>
        <Icon name="cross" size={14} />
      </button>
    </div>
  );
}

function copyAllText(): void {
  const text = store
    .getState()
    .files.map((file) => `# ${file.name}\n${file.text}`)
    .join('\n---\n');
  void navigator.clipboard?.writeText(text);
}

/** The engine is gone. Nothing typed is, and the page says so. */
function EngineFailure(): ReactNode {
  const failure = useStore((state) => (state.engine === 'failed' ? state.failure : undefined));
  if (failure === undefined) return null;
  return (
    <div className="notice bad failure" role="alert">
      <Icon name="cross" />
      <span>
        <b>The engine stopped.</b> This is a fault of Portolan. Your text is kept; what you see is the last state.
        <code className="mono">{failure}</code>
      </span>
      <span className="notice-buttons">
        <button type="button" className="button primary" onClick={() => window.location.reload()}>
          Start again
        </button>
        <button type="button" className="button" onClick={copyAllText}>
          Copy the text
        </button>
      </span>
    </div>
  );
}

/** What the page has to say about itself, over the chart. */
export function Notices(): ReactNode {
  return (
    <div className="notices">
      <EngineFailure />
      <LessonMissing />
      <ApplyProgress />
      <Refusal />
      <DeedNotice />
      <Unsaved />
    </div>
  );
}
