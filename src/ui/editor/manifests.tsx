import { lazy, Suspense, useRef } from 'react';
import { Reading } from '../gallery/index.ts';
import { showFile, useStore } from '../store/index.ts';
import { EditorFoot } from './editor-foot.tsx';
import { isLarge } from './large.ts';
import { ProblemList } from './problems.tsx';
import { useWanted } from './wanted.ts';
import './editor.css';

const Code = lazy(() => import('./code.tsx').then((module) => ({ default: module.Code })));

/** The text as it is, in the editor's own type and place, until the editor has come: no layout jump, no blank pane. */
function PlainText() {
  const text = useStore(
    (state) => (state.files.find((file) => file.name === state.activeFile) ?? state.files[0])?.text,
  );
  const lines = (text ?? '').split('\n').slice(0, 200);
  return (
    <pre className="editor-plain" aria-busy="true">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the text
        <span key={`${index}:${line}`} data-line={index + 1}>
          {line}
          {'\n'}
        </span>
      ))}
    </pre>
  );
}

function FileTab({ name, active }: { readonly name: string; readonly active: boolean }) {
  const errors = useStore(
    (state) => state.problems.filter((problem) => problem.file === name && problem.severity === 'error').length,
  );
  return (
    <button type="button" role="tab" aria-selected={active} className="editor-tab" onClick={() => showFile(name)}>
      {name}
      {errors > 0 && (
        <span className="editor-count" title={`${errors} ${errors === 1 ? 'problem' : 'problems'}`}>
          {errors}
        </span>
      )}
    </button>
  );
}

/** Says what rests while the text is large, so that nobody looks for it. */
function LargeNote() {
  const letters = useStore(
    (state) => (state.files.find((file) => file.name === state.activeFile) ?? state.files[0])?.text.length ?? 0,
  );
  if (!isLarge(letters)) return null;
  return (
    <p className="editor-large" role="status">
      {(letters / 1e6).toFixed(1)} million letters: colours, completion and hover rest while a text is this large.
    </p>
  );
}

/** The pane of manifests: a tab per file, the text, and under it what is wrong with it. */
export function Manifests() {
  const names = useStore((state) => state.files.map((file) => file.name).join('\n'));
  const activeFile = useStore((state) => state.activeFile);
  const place = useRef<HTMLDivElement>(null);
  const wanted = useWanted(place);
  const list = names === '' ? [] : names.split('\n');
  const active = list.includes(activeFile) ? activeFile : list[0];
  return (
    <section className="editor" aria-label="Manifests">
      <Reading />
      <div className="editor-tabs" role="tablist" aria-label="Manifest files">
        {list.map((name) => (
          <FileTab key={name} name={name} active={name === active} />
        ))}
      </div>
      <div className="editor-body" ref={place}>
        {wanted ? (
          <Suspense fallback={<PlainText />}>
            <Code />
          </Suspense>
        ) : (
          <PlainText />
        )}
      </div>
      <LargeNote />
      <ProblemList />
      <EditorFoot />
    </section>
  );
}
