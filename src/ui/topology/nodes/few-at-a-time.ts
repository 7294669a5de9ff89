import { useEffect, useMemo, useState } from 'react';
import type { Node } from 'reactflow';

/** So many new cards come onto the page in one frame: no frame is late because of them. */
const AT_ONCE = 6;

/** So many come at once onto an empty page, whose first picture should be whole. */
const AT_FIRST = 24;

/** The nodes that may be drawn when some already are: those, and a few of the others in their order. */
export function nextFew(nodes: readonly Node[], drawn: ReadonlySet<string>): Node[] {
  let room = drawn.size === 0 ? AT_FIRST : AT_ONCE;
  return nodes.filter(({ id }) => drawn.has(id) || room-- > 0);
}

const NONE: ReadonlySet<string> = new Set();

/** Nodes a few per frame, so that a cluster of hundreds of Pods does not hold the page up while it appears. */
export function useFewAtATime(nodes: Node[]): Node[] {
  const [drawn, draw] = useState(NONE);
  const few = useMemo(() => nextFew(nodes, drawn), [nodes, drawn]);
  const whole = few.length === nodes.length;
  useEffect(() => {
    if (whole && drawn.size === few.length) return;
    const frame = requestAnimationFrame(() => draw(new Set(few.map(({ id }) => id))));
    return () => cancelAnimationFrame(frame);
  }, [few, whole, drawn]);
  return whole ? nodes : few;
}
