import type { Container } from '../../api/index.ts';

const SECONDS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** What a command comes to: it ends after so many virtual ms with this code, or it runs until it is stopped. */
export type Ends = { readonly after: number; readonly exitCode: number } | 'never' | 'unknown';

/** The words that a container is started with: `command`, then `args`. */
export function wordsOf({ command = [], args = [] }: Container): readonly string[] {
  return [...command, ...args];
}

const isShell = (words: readonly string[]): boolean =>
  /(^|\/)(sh|bash|ash|dash)$/.test(words[0] ?? '') && /^-[a-z]*c$/.test(words[1] ?? '');

/** The script of `sh -c script`, or the words themselves as one. */
export function scriptOf(words: readonly string[]): string {
  return isShell(words) ? (words[2] ?? '') : words.join(' ');
}

function sleepOf(duration: string): number | undefined {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(duration) ?? [];
  return amount === undefined ? undefined : Number(amount) * (SECONDS[unit] ?? 1) * 1000;
}

function single(command: string): Ends {
  const [program = '', first = ''] = command.trim().split(/\s+/);
  switch (program) {
    case '':
    case 'true':
    case 'echo':
    case 'printf':
    case 'date':
      return { after: 0, exitCode: 0 };
    case 'false':
      return { after: 0, exitCode: 1 };
    case 'sleep': {
      const after = sleepOf(first);
      return after === undefined ? 'never' : { after, exitCode: 0 };
    }
    default:
      return 'unknown';
  }
}

/**
 * How a script ends, as far as it is made of `sleep`, `exit`, `true`, `false` and `echo`, one after the other. Loops run for
 * ever; what nobody knows is for the caller to judge.
 */
export function endOf(script: string): Ends {
  if (/\b(while|until|tail -f)\b/.test(script)) return 'never';
  let [after, exitCode] = [0, 0];
  for (const command of script.split(/;|&&|\n/)) {
    const [, code] = /^\s*exit\s*(\d*)\s*$/.exec(command) ?? [];
    if (code !== undefined) return { after, exitCode: code === '' ? exitCode : Number(code) };
    const end = single(command);
    if (end === 'never' || end === 'unknown') return end;
    [after, exitCode] = [after + end.after, end.exitCode];
  }
  return { after, exitCode };
}

/** Ports that a small server on the command line listens on: `nc -l -p 9000`, `httpd -p 8080`, `python -m http.server 8000`. */
export function portsOfCommand(words: readonly string[]): readonly number[] {
  const script = scriptOf(words);
  const found = [
    ...script.matchAll(/\bnc\b[^;&|]*?-[a-z]*l[a-z]*\s+(?:-p\s*)?(\d+)/g),
    ...script.matchAll(/\bhttpd\b[^;&|]*?-p\s*(?:[\d.]+:)?(\d+)/g),
    ...script.matchAll(/\bhttp\.server\s+(\d+)/g),
    ...script.matchAll(/\bTCP-LISTEN:(\d+)/gi),
  ];
  return found.map(([, port]) => Number(port));
}

/**
 * Whether the first process of a container does not listen to SIGTERM: a bare shell, `sleep` or `tail` as process 1 has no
 * handler, so the kernel drops the signal.
 */
export function ignoresSigterm(words: readonly string[]): boolean {
  const script = scriptOf(words);
  if (/\btrap\b|\bexec\b/.test(script)) return false;
  return isShell(words)
    ? !/^\s*\S+\s*$/.test(script) || /^(sleep|tail)\b/.test(script)
    : /^(\S*\/)?(sleep|tail)\b/.test(script);
}
