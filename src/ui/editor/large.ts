/** Letters above which a text is large: colours, completion and hover rest, so that typing stays quick. */
const LARGE = 1_000_000;

/** Whether a text of so many letters is large. */
export function isLarge(letters: number): boolean {
  return letters > LARGE;
}
