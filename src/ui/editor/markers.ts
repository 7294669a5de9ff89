import type { Problem } from '../../worker/protocol.ts';
import { monaco } from './monaco.ts';

function marker(problem: Problem): monaco.editor.IMarkerData {
  return {
    startLineNumber: problem.line,
    startColumn: problem.column,
    endLineNumber: problem.endLine,
    endColumn: problem.endColumn,
    severity: problem.severity === 'error' ? monaco.MarkerSeverity.Error : monaco.MarkerSeverity.Warning,
    message: problem.message,
    source: problem.code ?? (problem.from === 'syntax' ? 'YAML' : 'API server'),
  };
}

/** Puts a file's problems on their lines, and takes old ones away. */
export function markProblems(model: monaco.editor.ITextModel, problems: readonly Problem[]): void {
  monaco.editor.setModelMarkers(model, 'portolan', problems.map(marker));
}
