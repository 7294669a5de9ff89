import { type ReactNode, useEffect, useState } from 'react';
import { Icon } from './icons.tsx';

/** Real milliseconds for which the button says that it has copied. */
const SAID = 1200;

/** Copies a text to the clipboard and says so. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }): ReactNode {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), SAID);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (): void => {
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <button
      type="button"
      className="button quiet icon copy"
      onClick={copy}
      aria-label={copied ? 'Copied' : `Copy ${what}`}
    >
      <Icon name={copied ? 'check' : 'copy'} size={14} />
    </button>
  );
}
