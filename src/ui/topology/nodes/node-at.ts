import type { Node } from 'reactflow';
import type { Box } from '../layout/polyline.ts';

/**
 * A node as React Flow keeps it. Its size is known and no road is tied to it (they are drawn by `edges/roads.tsx`), so that
 * nothing has to be measured on the page.
 */
export function nodeAt(
  type: string,
  id: string,
  { x, y, width, height }: Box,
  data: Record<string, unknown>,
  zIndex: number,
): Node {
  return { id, type, position: { x, y }, width, height, measured: { width, height }, handles: [], data, zIndex };
}
