import { useEffect, useRef } from 'react';
import { store, useStore } from '../store/index.ts';
import { followDefaults } from './defaults.ts';
import { isLarge } from './large.ts';
import { followLights } from './lights.ts';
import { markProblems } from './markers.ts';
import { modelOf } from './models.ts';
import { monaco } from './monaco.ts';
import { onReveal, type Place } from './reveal.ts';
import { followText } from './text-sync.ts';
import { takeTheme } from './themes.ts';

const OPTIONS: monaco.editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  accessibilitySupport: 'auto',
  ariaLabel: 'Manifest text',
  bracketPairColorization: { enabled: false },
  fixedOverflowWidgets: true,
  folding: true,
  // By the schema's worker, every key would have it read the whole text again.
  foldingStrategy: 'indentation',
  fontFamily: '"JetBrains Mono", ui-monospace, SFMono-Regular, Menlo, "DejaVu Sans Mono", monospace',
  fontLigatures: false,
  fontSize: 12.5,
  glyphMargin: false,
  lineDecorationsWidth: 8,
  lineHeight: 20,
  lineNumbersMinChars: 3,
  minimap: { enabled: false },
  overviewRulerBorder: false,
  padding: { top: 8, bottom: 8 },
  quickSuggestions: { strings: true, other: true, comments: false },
  renderLineHighlight: 'line',
  scrollBeyondLastLine: false,
  stickyScroll: { enabled: false },
  tabSize: 2,
  insertSpaces: true,
  theme: 'portolan',
};

/** Opens a place's file, puts the cursor on it and the line in the middle. */
function goTo(editor: monaco.editor.IStandaloneCodeEditor, place: Place): void {
  const file = store.getState().files.find((candidate) => candidate.name === place.file);
  if (file) editor.setModel(modelOf(file));
  editor.setPosition({ lineNumber: place.line, column: place.column });
  editor.revealLineInCenterIfOutsideViewport(place.line);
  editor.focus();
}

function useProblems(): void {
  const problems = useStore((state) => state.problems);
  const lesson = useStore((state) => state.lesson);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another example has other models
  useEffect(() => {
    for (const file of store.getState().files)
      markProblems(
        modelOf(file),
        problems.filter((problem) => problem.file === file.name),
      );
  }, [problems, lesson]);
}

/** The code editor itself: Monaco on the active file. Loaded after the chart has painted. */
export function Code() {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor>(null);
  const active = useStore((state) => state.files.find((file) => file.name === state.activeFile) ?? state.files[0]);
  const theme = useStore((state) => state.theme);
  useEffect(() => {
    // The page puts the theme on its root in the same turn; its tokens are there in the next frame.
    const frame = requestAnimationFrame(() => takeTheme(theme));
    return () => cancelAnimationFrame(frame);
  }, [theme]);
  useEffect(() => {
    if (!host.current) return;
    const made = monaco.editor.create(host.current, { ...OPTIONS, model: null });
    editor.current = made;
    const unfollow = followText(made);
    const unlight = followLights(made);
    const hideDefaults = followDefaults(made);
    const forget = onReveal((place) => goTo(made, place));
    return () => {
      forget();
      hideDefaults();
      unlight();
      unfollow();
      made.dispose();
    };
  }, []);
  const name = active?.name;
  const lesson = useStore((state) => state.lesson);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another example has other files of the same names
  useEffect(() => {
    const file = store.getState().files.find((candidate) => candidate.name === name);
    if (file) editor.current?.setModel(modelOf(file));
  }, [name, lesson]);
  const large = isLarge(active?.text.length ?? 0);
  // To find what can be folded, every line of the text is read.
  useEffect(() => editor.current?.updateOptions({ folding: !large }), [large]);
  useProblems();
  return <div className="editor-code" ref={host} />;
}
