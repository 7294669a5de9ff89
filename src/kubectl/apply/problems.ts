import type { ObjectKey, Status } from '../../api/index.ts';
import type { Range } from '../manifest/range.ts';
import { causesOf } from './causes.ts';
import type { Item } from './items.ts';

/** Something wrong with a file, where it stands. Lines count from 1 in the file. */
export interface ManifestProblem extends Range {
  readonly file: string;
  readonly severity: 'error' | 'warning';
  readonly from: 'syntax' | 'server';
  readonly message: string;
  readonly code?: string;
  readonly field?: string;
  readonly object?: ObjectKey;
}

/** More than anybody reads; a file of ten thousand mistakes must not drown the page. */
const MOST_PROBLEMS = 1000;

const placed = (range: Range, line: number): Range => ({
  ...range,
  line: range.line + line,
  endLine: range.endLine + line,
});

/** The problems of one apply, gathered file by file. */
export class Problems {
  private readonly problems: ManifestProblem[] = [];
  private readonly counts = new Map<ManifestProblem['severity'], number>();
  private readonly faulty = new Set<string>();

  /** All problems, errors first where there are too many to show. */
  get all(): readonly ManifestProblem[] {
    if (this.problems.length <= MOST_PROBLEMS) return this.problems;
    const rank = ({ severity }: ManifestProblem): number => (severity === 'error' ? 0 : 1);
    return [...this.problems].sort((one, other) => rank(one) - rank(other)).slice(0, MOST_PROBLEMS);
  }

  /** Whether something in the file could not be read or was refused. */
  hasErrors(file: string): boolean {
    return this.faulty.has(file);
  }

  /** A file that is not read at all. */
  unread(file: string, message: string): void {
    this.add({ file, line: 1, column: 1, endLine: 1, endColumn: 2, severity: 'error', from: 'syntax', message });
  }

  /** Broken YAML. */
  syntax(file: string, range: Range, line: number, message: string): void {
    this.add({ file, ...placed(range, line), severity: 'error', from: 'syntax', message });
  }

  /** A key that kubectl drops and the server would refuse, in the server's words; the line is the file's. */
  doubledKey(file: string, range: Range, line: number, key: string): void {
    const message = `yaml: line ${range.line + line}: key "${key}" already set in map`;
    this.add({ file, ...placed(range, line), severity: 'warning', from: 'server', message });
  }

  /** What kubectl says about an object that it does not send. */
  unsent(item: Item, field: string, message: string): void {
    this.at(item, field, { severity: 'error', message });
  }

  /** The server's refusal: one problem per cause, each on its field's line. */
  refused(item: Item, object: ObjectKey, status: Status): void {
    const code = `${status.code} ${status.reason}`;
    for (const { field, message } of causesOf(status, item.value)) {
      if (!this.at(item, field, { severity: 'error', message, code, field, object })) break;
    }
  }

  /** A `Warning:` header of the server; it begins with the field, if it is about one. */
  warned(item: Item, object: ObjectKey, message: string): void {
    const field = /^(?:metadata|spec|status)[\w.[\]]*/.exec(message)?.[0];
    this.at(item, field ?? 'kind', { severity: 'warning', message, object, ...(field !== undefined && { field }) });
  }

  /** A problem at a field, or false: beyond what is shown its place is not looked for. */
  private at(
    item: Item,
    field: string,
    problem: Pick<ManifestProblem, 'severity' | 'message' | 'code' | 'field' | 'object'>,
  ): boolean {
    const { file, document, line, at } = item;
    if (problem.severity === 'error') this.faulty.add(file);
    if (this.count(problem.severity) > MOST_PROBLEMS) return false;
    const range = placed(document.locate([at, field].filter((part) => part !== '').join('.')), line);
    this.add({ file, ...range, from: 'server', ...problem });
    return true;
  }

  /** How many there are of a severity, with the one that comes. */
  private count(severity: ManifestProblem['severity']): number {
    const count = (this.counts.get(severity) ?? 0) + 1;
    this.counts.set(severity, count);
    return count;
  }

  private add(problem: ManifestProblem): void {
    if (problem.severity === 'error') this.faulty.add(problem.file);
    this.problems.push(problem);
  }
}
