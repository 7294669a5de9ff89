import { CircleX, TriangleAlert } from 'lucide-react';
import type { Problem } from '../../worker/protocol.ts';
import { useStore } from '../store/index.ts';
import { reveal } from './reveal.ts';

function Row({ problem }: { readonly problem: Problem }) {
  const Icon = problem.severity === 'error' ? CircleX : TriangleAlert;
  return (
    <li>
      <button type="button" className={`editor-problem ${problem.severity}`} onClick={() => reveal(problem)}>
        <Icon size={14} aria-label={problem.severity} />
        <span>
          <span className="editor-where">
            {problem.file}:{problem.line}
            {problem.code ? ` · ${problem.code}` : ''}
          </span>
          <span className="editor-message">{problem.message}</span>
        </span>
      </button>
    </li>
  );
}

/** What is wrong with the text, in the words of whoever refused it. While there are errors, what was accepted last still runs. */
export function ProblemList() {
  const problems = useStore((state) => state.problems);
  if (problems.length === 0) return null;
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  return (
    <div className="editor-problems" role="status">
      {errors > 0 && <p className="editor-still">What was accepted last is still running.</p>}
      <ul>
        {problems.slice(0, 50).map((problem) => (
          <Row key={`${problem.file}:${problem.line}:${problem.column}:${problem.message}`} problem={problem} />
        ))}
      </ul>
      {problems.length > 50 && <p className="editor-still">and {problems.length - 50} more</p>}
    </div>
  );
}
