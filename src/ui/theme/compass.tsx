import type { ReactNode } from 'react';

/** The mark of Portolan: the rose of the winds. */
export function Compass({ size = 20 }: { readonly size?: number }): ReactNode {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true">
      <circle cx="12" cy="12" r="8.2" fill="none" stroke="currentColor" strokeWidth="1.2" />
      <path d="M12 1l2.3 8.7L23 12l-8.7 2.3L12 23l-2.3-8.7L1 12l8.7-2.3z" fill="currentColor" />
      <circle cx="12" cy="12" r="1.9" fill="var(--panel)" />
    </svg>
  );
}
