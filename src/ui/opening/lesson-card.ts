/** One example of the gallery, as the front matter of its `lesson.md` says it. */
export interface LessonCard {
  /** The folder under `lessons/`, which is also its name in a link: `02-ports`. */
  readonly folder: string;
  readonly title: string;
  /** Where it comes from: `Kubernetes Patterns, example 12.1`. */
  readonly book?: string;
  /** The theme under which the gallery shows it. */
  readonly group: string;
  readonly level?: string;
  /** What it is about, in a sentence. */
  readonly says: string;
  readonly teaches: readonly string[];
  /** The manifest files, in the order of their tabs. */
  readonly files: readonly string[];
  /** The cluster's seed: same text, same picture. */
  readonly seed: number;
}
