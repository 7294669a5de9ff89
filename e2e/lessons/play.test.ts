import { describe, expect, test } from 'vitest';
import { Engine } from '../../src/worker/engine.ts';
import type { Conversation, Instant, ManifestFile } from '../../src/worker/protocol.ts';
import { type Lesson, lessons } from './lesson.ts';

/** Virtual ms in which everything comes up or takes in what was typed, and in which the clients are then watched. */
const SETTLING = 4000;
const WATCHED = 24_000;

/** A lesson being played: the engine as the page has it, and what it has shown. */
class Play {
  private readonly engine = new Engine();
  private readonly conversations = new Map<string, Conversation>();
  private files: readonly ManifestFile[];
  private now: Instant = 0;
  problems: readonly string[] = [];

  constructor(lesson: Lesson) {
    this.files = lesson.files;
    this.engine.receive({ t: 'start', seed: lesson.says.seed, files: this.files });
    this.take();
  }

  type(step: ManifestFile): void {
    this.files = this.files.map((file) => (file.name === step.name ? step : file));
    this.engine.receive({ t: 'command', id: 1, command: { act: 'apply', files: this.files } });
    this.take();
  }

  /** The outcomes of all requests that are sent in a while of watching, each word once. */
  outcomes(): readonly string[] {
    const from = this.now + SETTLING;
    while (this.now < from + WATCHED) this.pass(500);
    const ended = [...this.conversations.values()].filter((one) => one.from >= from);
    return [...new Set(ended.flatMap(({ outcome }) => outcome?.word ?? []))].sort();
  }

  /** Everything that was seen of the conversations, as text. */
  digest(): string {
    return JSON.stringify([...this.conversations.values()]);
  }

  private pass(duration: Instant): void {
    this.engine.receive({ t: 'advance', to: this.now + duration });
    this.take();
  }

  private take(): void {
    const update = this.engine.update();
    if (update === undefined) return;
    this.now = update.now;
    this.problems = update.problems?.map(({ message }) => message) ?? this.problems;
    for (const one of update.conversations?.put ?? []) this.conversations.set(one.id, one);
    this.engine.receive({ t: 'ack', seq: update.seq });
  }
}

describe.each(lessons)('$slug', (lesson) => {
  test('opens as it says', () => {
    const play = new Play(lesson);
    expect(play.problems).toEqual(lesson.says.problems ?? []);
    expect(play.outcomes()).toEqual([...lesson.says.outcomes].sort());
  });
});

const withSolution = lessons.filter(({ says, steps }) => says.solved !== undefined || steps.length > 0);

describe.each(withSolution)('$slug', (lesson) => {
  const { says, steps } = lesson;

  test('is solved by its solution, and not before', () => {
    const play = new Play(lesson);
    const solved = [...(says.solved ?? [])].sort();
    expect(steps).not.toHaveLength(0);
    expect(play.outcomes()).not.toEqual(solved);
    for (const step of steps) play.type(step);
    expect(play.problems).toEqual([]);
    expect(play.outcomes()).toEqual(solved);
  });
});

test('a lesson goes the same way every time', () => {
  const [first] = lessons;
  if (first === undefined) throw new Error('there is no lesson');
  const digests = [1, 2].map(() => {
    const play = new Play(first);
    play.outcomes();
    return play.digest();
  });
  expect(digests[0]).toBe(digests[1]);
});
