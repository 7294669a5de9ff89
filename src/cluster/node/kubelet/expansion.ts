/**
 * Replaces `$(NAME)` by what `lookUp` knows; `$$(NAME)` stands for a literal `$(NAME)`, and a name that nobody knows stays
 * as it is written. What was put in is not looked at again. Models third_party/forked/golang/expansion (v1.36).
 */
export function expanded(text: string, lookUp: (name: string) => string | undefined): string {
  return text.replace(/\$(\$|\(([^)]*)\))/g, (whole, escaped: string, name: string | undefined) => {
    if (escaped === '$') return '$';
    return lookUp(name ?? '') ?? whole;
  });
}
