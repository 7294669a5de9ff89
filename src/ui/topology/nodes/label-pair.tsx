import type { ReactNode } from 'react';
import { partedFrom } from '../unlike.ts';

/** Letters of a value that there is room for: its end is kept, where names differ most. */
const ROOM = 15;

/** One label or one pair of a selector, the letters marked in which it differs from the other. */
export function LabelPair(props: {
  readonly name: string;
  readonly value: string;
  readonly other: string;
  readonly asked: boolean;
}): ReactNode {
  const { name, value, other, asked } = props;
  const { same, differs, rest } = partedFrom(value, other);
  const cut = Math.max(0, value.length - ROOM);
  const shown = cut === 0 ? same : `…${same.slice(Math.min(same.length, cut + 1))}`;
  return (
    <span className={`label-pair ${asked ? 'asked' : 'found'}`} title={`${name}=${value}`}>
      {asked && <i>{name}=</i>}
      <span>
        {shown}
        <u>{differs}</u>
        {rest}
      </span>
    </span>
  );
}
