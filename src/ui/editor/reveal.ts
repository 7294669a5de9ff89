import type { Problem } from '../../worker/protocol.ts';

type Revealer = (problem: Problem) => void;

let revealer: Revealer | undefined;

/** The editor says how it goes to a place in the text, while it is on the page. */
export function onReveal(how: Revealer): () => void {
  revealer = how;
  return () => {
    if (revealer === how) revealer = undefined;
  };
}

/** Goes to where a problem stands; does nothing until the editor has come. */
export function reveal(problem: Problem): void {
  revealer?.(problem);
}
