import { isPodTerminating, type Pod } from '../../../api/index.ts';
import type { Controller } from '../../control-plane/apiserver/client.ts';
import { PodWorker } from './pod-worker.ts';
import type { ContainerRuntime } from './runtime.ts';
import { type KubeletMemory, withoutOthers } from './state.ts';

/** Virtual ms until a kubelet sees that a Pod is meant for its node. */
const DELAY = 14;

/** The kubelets of all nodes: they start, watch and stop the Pods that are meant for them. */
export function podKubelet(memory: KubeletMemory, runtime: ContainerRuntime): Controller {
  return {
    name: 'kubelet',
    delay: DELAY,
    watches: {
      Pod: ({ key, before, after }) =>
        ((after ?? before) as Pod).spec.nodeName === undefined ? [] : [key.slice('Pod/'.length)],
    },
    reconcile(key, client, now) {
      const [namespace = '', name = ''] = key.split('/');
      const pod = client.get<Pod>('Pod', namespace, name);
      const state = memory.get();
      const cleaned = withoutOthers(state, key, pod?.metadata.uid);
      if (cleaned !== state) memory.set(cleaned);
      if (pod?.spec.nodeName === undefined || memory.isOff(pod.spec.nodeName)) return undefined;
      const worker = new PodWorker(pod, client, now, memory, runtime);
      return isPodTerminating(pod) ? worker.terminate() : worker.sync();
    },
  };
}
