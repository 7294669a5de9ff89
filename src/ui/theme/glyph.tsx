import type { ReactNode } from 'react';
import type { Shape } from '../../worker/protocol.ts';

/** The outline of a packet of radius `r` around 0 0: circle TCP, triangle UDP, diamond ICMP, square DNS. */
export function shapePath(shape: Shape, r: number): string {
  switch (shape) {
    case 'tcp':
      return `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
    case 'udp':
      return `M0 ${-1.2 * r}L${1.15 * r} ${0.8 * r}H${-1.15 * r}z`;
    case 'icmp':
      return `M0 ${-1.28 * r}L${1.28 * r} 0 0 ${1.28 * r} ${-1.28 * r} 0z`;
    case 'dns':
      return `M${-0.94 * r} ${-0.94 * r}H${0.94 * r}V${0.94 * r}H${-0.94 * r}z`;
  }
}

/** The colour of a conversation: by its letter; an index after the letter (`A2`) shares the colour. */
export function conversationColor(letter: string): string {
  return `var(--conv-${letter.charAt(0).toLowerCase() || 'a'})`;
}

/** A packet as it looks in lists: its shape, hollow for an answer, with the letter of its conversation. */
export function Glyph(props: {
  readonly shape: Shape;
  readonly letter: string;
  readonly hollow?: boolean;
  readonly size?: number;
}): ReactNode {
  const { shape, letter, hollow = false, size = 20 } = props;
  const color = conversationColor(letter);
  return (
    <svg className="glyph" viewBox="-12 -12 24 24" width={size} height={size} aria-hidden="true">
      <path
        d={shapePath(shape, hollow ? 7.2 : 8.4)}
        fill={hollow ? 'none' : color}
        stroke={color}
        strokeWidth={hollow ? 2.4 : 1}
        strokeLinejoin="round"
      />
      <text
        textAnchor="middle"
        y={shape === 'udp' ? 4.4 : 3.3}
        fill={hollow ? color : 'var(--raise)'}
        style={{ font: '700 9.2px var(--font-ui)' }}
      >
        {letter}
      </text>
    </svg>
  );
}
