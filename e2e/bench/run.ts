import { admissionMeasurements } from './admission.ts';
import { controlLoopMeasurements } from './control-loops.ts';
import { engineMeasurements } from './engine.ts';
import { kubeProxyMeasurements } from './kube-proxy.ts';
import type { Measurements } from './measurement.ts';
import { pageMeasurements } from './page.ts';
import { walkMeasurements } from './walks.ts';

/** Everything that can be measured, by name; `browser` is the executable to drive. What cannot be measured is not in it. */
export async function measureAll(browser: string | undefined, progress: (line: string) => void): Promise<Measurements> {
  // First, while the heap is small: of all these the walks are what collecting garbage tells on most.
  const walks = walkMeasurements(progress);
  const admission = admissionMeasurements(progress);
  const engine = engineMeasurements(progress);
  const loops = controlLoopMeasurements(progress);
  const kubeProxy = kubeProxyMeasurements(progress);
  return { ...admission, ...engine, ...loops, ...kubeProxy, ...walks, ...(await pageMeasurements(browser, progress)) };
}
