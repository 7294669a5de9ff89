import { expect, test } from 'vitest';
import type { ClusterEvent } from '../../worker/protocol.ts';
import { lagWords, sawWords } from './control-plane.tsx';

const event = (at: number, by: string, cause?: ClusterEvent['cause']): ClusterEvent => ({
  id: `${at}`,
  at,
  by,
  text: by,
  tone: 'plain',
  ...(cause && { cause }),
});

test('what was seen is told with how long before', () => {
  expect(sawWords(event(20, 'x'))).toBe('');
  const cause = { object: 'Pod/default/web-0', by: 'kubelet node-1', at: 400 };
  expect(sawWords(event(520, 'endpointslice controller', cause))).toBe('saw Pod web-0, +0.12 s');
});

test('every node’s kube-proxy is told with its own delay', () => {
  const cause = { object: 'EndpointSlice/default/web', by: 'endpointslice controller', at: 1000 };
  expect(lagWords([event(1310, 'kube-proxy node-1', cause), event(1450, 'kube-proxy node-2', cause)])).toBe(
    'node-1 +0.31, node-2 +0.45 s',
  );
});
