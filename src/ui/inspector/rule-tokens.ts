/** What a word of a rule is, for the eye: an option, a comment, the name of a chain or of a verdict, or plain. */
export type TokenKind = 'option' | 'comment' | 'verdict' | 'chain' | 'plain';

/** A word of a rule's text, or the blanks between two. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

/** In order: a quoted comment, blanks, anything up to the next blank, a quote that is never closed. */
const WORDS = /"[^"]*"|\s+|[^\s"]+|"/g;

const VERDICTS = /^(DNAT|SNAT|MASQUERADE|REJECT|DROP|ACCEPT|RETURN|MARK|REDIRECT|dnat|reject|drop|accept|masquerade)$/;
const CHAIN =
  /^:?(KUBE-[\w-]+|CNI-[\w-]+|PREROUTING|INPUT|FORWARD|OUTPUT|POSTROUTING|(service|endpoint|external|firewall)-\S+)$/;
const OPTION =
  /^(--?[a-zA-Z][\w-]*|!|\*\w+|COMMIT|table|chain|set|map|type|hook|priority|policy|comment|vmap|goto|jump|elements|flags|numgen|random|mod|meta|ct|ip6?|th|fib|update)$/;

function kindOf(word: string): TokenKind {
  if (word.startsWith('"')) return 'comment';
  if (VERDICTS.test(word)) return 'verdict';
  if (CHAIN.test(word)) return 'chain';
  return OPTION.test(word) ? 'option' : 'plain';
}

/** A rule's words as iptables-save or nft print them; joined they are the line again. */
export function tokensOf(line: string): readonly Token[] {
  return (line.match(WORDS) ?? []).map((text) => ({ text, kind: kindOf(text) }));
}
