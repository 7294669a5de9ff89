import type { ReactNode } from 'react';
import type { Progress } from '../../worker/protocol.ts';
import { useStore } from '../store/index.ts';
import { countText } from '../theme/index.ts';

const seconds = (ms: number): string => (ms / 1000).toFixed(1);

/** What goes on, in words: the phase, and how far it has come. */
function words({ doing, done, of }: Progress): readonly [phase: string, far: string] {
  switch (doing) {
    case 'read':
      return ['Reading the text', `${countText(done)} of ${countText(of)} documents`];
    case 'apply':
      return ['Writing to the API server', `${countText(done)} of ${countText(of)} objects`];
    case 'settle':
      return ['The cluster takes it in', `${seconds(done)} of ${seconds(of)} s of its time`];
  }
}

/** A long text on its way into the cluster: a thin bar with words. Screen readers hear the phase and each quarter of it. */
export function ApplyProgress(): ReactNode {
  const progress = useStore((state) => state.progress);
  if (progress === undefined) return null;
  const [phase, far] = words(progress);
  const share = Math.min(1, progress.done / Math.max(1, progress.of));
  const quarter = Math.floor(share * 4) * 25;
  return (
    <div className="notice progress">
      <p>
        <b>{phase}</b> <span className="mono">{far}</span>
      </p>
      <progress max={1} value={share} aria-label={phase} aria-valuetext={far} />
      <span className="visually-hidden" role="status">
        {quarter === 0 ? phase : `${phase}: ${quarter} %`}
      </span>
    </div>
  );
}
