/** A Pod's name in a list of its like: `…-x4k2p` when a controller made it, whole otherwise. */
export function shortPodName(name: string): string {
  const made = /-[a-z0-9]{6,10}(-[a-z0-9]{5})$/.exec(name);
  return made?.[1] === undefined ? name : `…${made[1]}`;
}

/** The last part of a key: the object's name. */
export function nameIn(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

/** An instant in lists, in seconds: `12.304`. */
export function secondsText(at: number): string {
  return (at / 1000).toFixed(3);
}

/** A length of time in words: `0.4 s`, `12 s`, `3 min`, `120 h`. */
export function durationText(ms: number): string {
  const seconds = ms / 1000;
  if (seconds >= 7200) return `${Math.round(seconds / 3600)} h`;
  if (seconds >= 180) return `${Math.round(seconds / 60)} min`;
  return seconds < 10 ? `${Number(seconds.toFixed(1))} s` : `${Math.round(seconds)} s`;
}
