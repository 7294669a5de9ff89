import { splitKey } from '../../api/index.ts';
import type { ActionCommand, MachineView, ObjectDetail } from '../../worker/protocol.ts';

/** Something that a person can do to an object by a click. */
export interface Doable {
  readonly word: string;
  /** What it means, in a sentence or as one would type it. */
  readonly why: string;
  readonly action: ActionCommand;
  /** It makes no sense now. */
  readonly off?: boolean;
}

/** The annotations by which a container's checks fail. */
const READINESS = 'portolan.dev/readiness';
const LIVENESS = 'portolan.dev/liveness';

/** A Pod as far as what one can do to it goes. */
type PodDetail = Pick<ObjectDetail, 'key' | 'pod' | 'annotations' | 'containers'>;

function liveness({ key: pod, annotations, containers }: PodDetail, running: boolean): readonly Doable[] {
  if (!containers.some(({ probes }) => probes.some(({ kind }) => kind === 'liveness'))) return [];
  const alive = annotations[LIVENESS] !== 'fail';
  return [
    {
      word: alive ? 'Fail liveness' : 'Restore liveness',
      why: 'The kubelet restarts a container whose livenessProbe fails',
      action: { act: 'set-liveness', pod, alive: !alive },
      off: !running,
    },
  ];
}

/** What one can do to a Pod as a whole. */
export function doableToPod(detail: PodDetail): readonly Doable[] {
  const { key: pod, annotations } = detail;
  const { state } = detail.pod ?? { state: 'finished' };
  const running = state === 'ready' || state === 'not ready';
  const ready = annotations[READINESS] !== 'fail';
  return [
    {
      word: ready ? 'Make unready' : 'Make ready',
      why: 'A Pod that is not ready gets no new connections',
      action: { act: 'set-readiness', pod, ready: !ready },
      off: !running,
    },
    ...liveness(detail, running),
    {
      word: 'Delete',
      why: 'kubectl delete pod: it is given time to finish',
      action: { act: 'delete-pod', pod },
      off: state === 'terminating' || state === 'finished',
    },
    {
      word: 'Force delete',
      why: 'kubectl delete pod --force --grace-period=0: gone at once',
      action: { act: 'delete-pod', pod, force: true },
    },
  ];
}

/** Ends a container's program with an error; the kubelet sees it and starts it again, later each time. */
export function crashOf(pod: string, container: string, running: boolean): Doable {
  return {
    word: 'Crash it',
    why: 'Its program ends with exit code 1; the kubelet starts it again',
    action: { act: 'crash-container', pod, container },
    off: !running,
  };
}

const SCALABLE: readonly string[] = ['Deployment', 'ReplicaSet', 'StatefulSet'];
const RESTARTABLE: readonly string[] = ['Deployment', 'DaemonSet', 'StatefulSet'];

/** Whether a workload asks for a number of Pods. */
export const isScalable = (workload: string): boolean => SCALABLE.includes(splitKey(workload).kind);

/** What one can do to a Deployment and its like, besides scaling; nothing for other kinds. */
export function doableToWorkload(workload: string): readonly Doable[] {
  if (!RESTARTABLE.includes(splitKey(workload).kind)) return [];
  const why = 'kubectl rollout restart: every Pod is replaced';
  return [{ word: 'Restart the rollout', why, action: { act: 'rollout-restart', workload } }];
}

/** What one can do to a machine. */
export function doableToNode(node: string, { on, linked, cordoned }: MachineView): readonly Doable[] {
  return [
    cordoned
      ? { word: 'Uncordon', why: 'kubectl uncordon: Pods may come again', action: { act: 'uncordon', node } }
      : { word: 'Cordon', why: 'kubectl cordon: no new Pods', action: { act: 'cordon', node } },
    {
      word: 'Drain',
      why: 'kubectl drain --ignore-daemonsets: cordon, then its Pods are asked to go',
      action: { act: 'drain', node },
    },
    {
      word: 'Force drain',
      why: 'With --force: Pods that nobody will replace go too',
      action: { act: 'drain', node, force: true },
    },
    on
      ? {
          word: 'Stop the machine',
          why: 'Pulls the plug: the cluster has to find out',
          action: { act: 'stop-node', node },
        }
      : {
          word: 'Start the machine',
          why: 'Boots it: an empty kernel, its containers start anew',
          action: { act: 'start-node', node },
        },
    linked
      ? {
          word: 'Cut its link',
          why: 'Pulls its network cable: it goes on working, and nobody can reach it',
          action: { act: 'cut-link', node },
        }
      : { word: 'Mend its link', why: 'Plugs its network cable in again', action: { act: 'mend-link', node } },
  ];
}
