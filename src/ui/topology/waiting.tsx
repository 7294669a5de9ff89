import type { ReactNode } from 'react';
import { useStore } from '../store/index.ts';

/** What stands in the chart's place while there is nothing to draw. */
export function Waiting(): ReactNode {
  const engine = useStore((state) => state.engine);
  if (engine === 'failed') return null;
  if (engine === 'starting')
    return (
      <div className="chart-waiting" role="status">
        <b>Starting the cluster</b>
        <span>API server, controllers, kubelets and kube-proxies come up in this page.</span>
      </div>
    );
  return (
    <div className="chart-waiting" role="status">
      <b>Nothing on the chart</b>
      <span>The cluster has no Service, no Client and no Pod to draw. Write one into the manifests.</span>
    </div>
  );
}
