import type { ReactNode } from 'react';

/** The icons of the page, drawn on a grid of 16 with a stroke of 1.5. */
const DRAWINGS = {
  check: <path d="M3 8.5l3.2 3.2L13 5" strokeWidth="2" />,
  cross: <path d="M4 4l8 8M12 4l-8 8" strokeWidth="2" />,
  barred: (
    <>
      <circle cx="8" cy="8" r="5.5" strokeWidth="1.8" />
      <path d="M4.2 11.8l7.6-7.6" strokeWidth="1.8" />
    </>
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M8 4.8V8l2.2 1.6" />
    </>
  ),
  question: (
    <>
      <path d="M5.5 6a2.5 2.5 0 114 2c-.9.6-1.5 1-1.5 2" strokeWidth="1.8" />
      <path d="M8 12.6v.2" strokeWidth="2.2" strokeLinecap="round" />
    </>
  ),
  unreachable: (
    <>
      <path d="M2 8h5.5M11 8h3" />
      <path d="M9 4.5v7" strokeWidth="2" />
    </>
  ),
  warning: (
    <>
      <path d="M8 2.5l6 10.5H2z" strokeLinejoin="round" />
      <path d="M8 6.5v3M8 11.2v.2" strokeLinecap="round" />
    </>
  ),
  ring: <circle cx="8" cy="8" r="5.5" />,
  half: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 2.5a5.5 5.5 0 010 11z" fill="currentColor" stroke="none" />
    </>
  ),
  ready: (
    <>
      <circle cx="8" cy="8" r="6" fill="currentColor" />
      <path d="M5.2 8.2l2 2 3.6-4" stroke="var(--panel)" strokeWidth="1.8" />
    </>
  ),
  moon: <path d="M12.8 9.8A5.4 5.4 0 016.2 3.2a5.4 5.4 0 106.6 6.6z" />,
  sun: (
    <>
      <circle cx="8" cy="8" r="2.8" />
      <path d="M8 1.5v2M8 12.5v2M1.5 8h2M12.5 8h2M3.4 3.4l1.4 1.4M11.2 11.2l1.4 1.4M12.6 3.4l-1.4 1.4M4.8 11.2l-1.4 1.4" />
    </>
  ),
  keyboard: (
    <>
      <rect x="1.5" y="4" width="13" height="8.5" rx="1.5" />
      <path d="M4 6.7h.2M6.6 6.7h.2M9.2 6.7h.2M11.8 6.7h.2M5 9.8h6" strokeLinecap="round" />
    </>
  ),
  play: <path d="M5 3.5v9l7-4.5z" fill="currentColor" stroke="none" />,
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" strokeWidth="2" />,
  stepBack: (
    <>
      <path d="M12.5 3.5v9l-6-4.5z" fill="currentColor" stroke="none" />
      <path d="M4 3.5v9" strokeWidth="1.8" />
    </>
  ),
  stepForward: (
    <>
      <path d="M3.5 3.5v9l6-4.5z" fill="currentColor" stroke="none" />
      <path d="M12 3.5v9" strokeWidth="1.8" />
    </>
  ),
  toPresent: (
    <>
      <path d="M2.5 4v8l5-4zM7.5 4v8l5-4z" fill="currentColor" stroke="none" />
      <path d="M13.5 4v8" strokeWidth="1.8" />
    </>
  ),
  globe: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M2.2 8h11.6M8 2.2c-4 3.5-4 8.1 0 11.600M8 2.200c4 3.5 4 8.1 0 11.6" />
    </>
  ),
  wall: <path d="M2 3.500h12v9H2zM2 6.500h12M2 9.500h12M8 3.500v3M5 6.500v3M11 6.500v3M8 9.500v3" />,
  balancer: (
    <>
      <circle cx="3.5" cy="8" r="1.7" />
      <circle cx="12.5" cy="3.5" r="1.7" />
      <circle cx="12.5" cy="12.5" r="1.7" />
      <path d="M5.2 8h2.300M7.5 8l3.5-4M7.5 8l3.5 4" />
    </>
  ),
  router: (
    <>
      <rect x="1.5" y="5" width="13" height="6" rx="1" />
      <path d="M4 8h.2M6.5 8h.2M9.5 8h2.5" strokeLinecap="round" />
    </>
  ),
  outwards: <path d="M6 3H3v10h10v-3M9 3h4v4M13 3L7.5 8.5" />,
  list: <path d="M3 4h10M3 8h6M3 12h10" />,
  back: <path d="M10 3.5L5.5 8l4.5 4.5" />,
  open: <path d="M6 3.5L10.5 8 6 12.5" />,
  down: <path d="M3.5 6L8 10.5 12.5 6" />,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M10.5 5.5v-3h-8v8h3" strokeLinejoin="round" />
    </>
  ),
  plus: <path d="M8 3v10M3 8h10" />,
  minus: <path d="M3 8h10" />,
  fit: <path d="M6 2.5H2.5V6M10 2.5h3.5V6M6 13.5H2.5V10M10 13.5h3.5V10" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.3" />
      <path d="M10.2 10.2l3.3 3.3" />
    </>
  ),
  pod: (
    <>
      <path d="M8 1.8l5.4 3.1v6.2L8 14.2l-5.4-3.1V4.9z" strokeLinejoin="round" />
      <path d="M2.6 4.9L8 8l5.4-3.1M8 8v6.2" strokeLinejoin="round" />
    </>
  ),
  service: (
    <>
      <circle cx="8" cy="8" r="5.8" strokeDasharray="2.4 1.9" />
      <circle cx="8" cy="8" r="1.6" fill="currentColor" stroke="none" />
    </>
  ),
  node: (
    <>
      <rect x="2.5" y="3" width="11" height="10" />
      <path d="M2.5 6h11" />
    </>
  ),
  dns: (
    <>
      <rect x="2.5" y="2.5" width="11" height="4.5" />
      <rect x="2.5" y="9" width="11" height="4.5" />
      <path d="M4.8 4.8h.3M4.8 11.3h.3" strokeWidth="2" />
    </>
  ),
  wrench: <path d="M10 2.5a3.5 3.5 0 00-3.3 4.7L2.5 11.4l2 2 4.2-4.2A3.5 3.5 0 0013.4 5l-2 2-2.2-.6L8.6 4z" />,
} as const satisfies Readonly<Record<string, ReactNode>>;

/** The name of an icon. */
export type IconName = keyof typeof DRAWINGS;

/** One icon, as large as the text around it wants; it says nothing to a screen reader, the word beside it does. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }): ReactNode {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      aria-hidden="true"
    >
      {DRAWINGS[name]}
    </svg>
  );
}
