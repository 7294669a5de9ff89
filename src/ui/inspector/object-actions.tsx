import type { ReactNode } from 'react';
import { splitKey } from '../../api/index.ts';
import type { ActionCommand, MachineView, PodState } from '../../worker/protocol.ts';
import { type ProxyMode, perform, scaleByText, setNodeProxyMode, useDetail, useTextFact } from '../store/index.ts';

/** A button that does something to the cluster. */
function Do(props: {
  readonly action: ActionCommand;
  readonly off?: boolean;
  readonly why?: string;
  readonly children: ReactNode;
}): ReactNode {
  const { action, off = false, why, children } = props;
  return (
    <button type="button" className="button" disabled={off} title={why} onClick={() => void perform(action)}>
      {children}
    </button>
  );
}

/** Sets how many Pods a workload asks for: in its text, or by `kubectl scale` where no text says it. */
function Scale({ workload, stored }: { readonly workload: string; readonly stored: number | undefined }): ReactNode {
  const written = useTextFact('replicas', workload);
  const replicas = written ?? stored;
  const unknown = replicas === undefined;
  const why = unknown
    ? 'Nobody knows how many it asks for'
    : written === undefined
      ? `kubectl scale: no manifest says how many`
      : 'Edits replicas in the manifest';
  const scale = (by: number) => (): void => {
    if (unknown) return;
    const wanted = Math.max(0, replicas + by);
    if (written === undefined) void perform({ act: 'scale', workload, replicas: wanted });
    else void scaleByText(workload, wanted);
  };
  return (
    <span className="stepper" title={why}>
      <button
        type="button"
        className="button icon"
        aria-label="Scale down"
        disabled={unknown || replicas === 0}
        onClick={scale(-1)}
      >
        −
      </button>
      <span>
        replicas <b className="mono">{replicas ?? '?'}</b>
      </span>
      <button type="button" className="button icon" aria-label="Scale up" disabled={unknown} onClick={scale(1)}>
        +
      </button>
    </span>
  );
}

const SCALABLE: readonly string[] = ['Deployment', 'ReplicaSet', 'StatefulSet'];
const RESTARTABLE: readonly string[] = ['Deployment', 'DaemonSet', 'StatefulSet'];

/** What one can do to a Deployment and its like; nothing for other kinds. */
export function WorkloadActions({ workload }: { readonly workload: string }): ReactNode {
  const { kind } = splitKey(workload);
  const stored = useDetail({ of: 'object', key: workload })?.workload?.wanted;
  const [scales, restarts] = [SCALABLE.includes(kind), RESTARTABLE.includes(kind)];
  if (!scales && !restarts) return null;
  return (
    <div className="actions">
      {scales && <Scale workload={workload} stored={stored} />}
      {restarts && (
        <Do action={{ act: 'rollout-restart', workload }} why="kubectl rollout restart: every Pod is replaced">
          Restart the rollout
        </Do>
      )}
    </div>
  );
}

/** A Pod as far as actions go. */
export interface PodTarget {
  readonly id: string;
  readonly state: PodState;
}

/** What one can do to a Pod. */
export function PodActions({
  pod,
  alive,
}: {
  readonly pod: PodTarget;
  readonly alive: boolean | undefined;
}): ReactNode {
  const running = pod.state === 'ready' || pod.state === 'not ready';
  const gone = pod.state === 'terminating' || pod.state === 'finished';
  return (
    <div className="actions">
      <Do
        action={{ act: 'set-readiness', pod: pod.id, ready: pod.state !== 'ready' }}
        off={!running}
        why="A Pod that is not ready gets no new connections"
      >
        {pod.state === 'not ready' ? 'Make ready' : 'Make unready'}
      </Do>
      {alive !== undefined && (
        <Do
          action={{ act: 'set-liveness', pod: pod.id, alive: !alive }}
          off={!running}
          why="The kubelet restarts a container whose livenessProbe fails"
        >
          {alive ? 'Fail liveness' : 'Restore liveness'}
        </Do>
      )}
      <Do action={{ act: 'delete-pod', pod: pod.id }} off={gone} why="kubectl delete pod: it is given time to finish">
        Delete
      </Do>
      <Do
        action={{ act: 'delete-pod', pod: pod.id, force: true }}
        off={pod.state === 'finished'}
        why="kubectl delete pod --force --grace-period=0: gone at once"
      >
        Force delete
      </Do>
    </div>
  );
}

/** Ends a container's program with an error; the kubelet sees it and starts it again, later each time. */
export function CrashButton(props: {
  readonly pod: string;
  readonly container: string;
  readonly running: boolean;
}): ReactNode {
  const { pod, container, running } = props;
  return (
    <Do
      action={{ act: 'crash-container', pod, container }}
      off={!running}
      why="Its program ends with exit code 1; the kubelet starts it again"
    >
      Crash it
    </Do>
  );
}

/** What one can do to a machine. */
export function NodeActions({ node, machine }: { readonly node: string; readonly machine: MachineView }): ReactNode {
  const { on, linked, cordoned } = machine;
  return (
    <div className="actions">
      <Do
        action={{ act: cordoned ? 'uncordon' : 'cordon', node }}
        why={cordoned ? 'kubectl uncordon: Pods may come again' : 'kubectl cordon: no new Pods'}
      >
        {cordoned ? 'Uncordon' : 'Cordon'}
      </Do>
      <Do
        action={{ act: 'drain', node }}
        why="kubectl drain --ignore-daemonsets: cordon, then its Pods are asked to go"
      >
        Drain
      </Do>
      <Do action={{ act: 'drain', node, force: true }} why="With --force: Pods that nobody will replace go too">
        Force drain
      </Do>
      <Do
        action={{ act: on ? 'stop-node' : 'start-node', node }}
        why={
          on ? 'Pulls the plug: the cluster has to find out' : 'Boots it: an empty kernel, its containers start anew'
        }
      >
        {on ? 'Stop the machine' : 'Start the machine'}
      </Do>
      <Do
        action={{ act: linked ? 'cut-link' : 'mend-link', node }}
        why={
          linked
            ? 'Pulls its network cable: it goes on working, and nobody can reach it'
            : 'Plugs its network cable in again'
        }
      >
        {linked ? 'Cut its link' : 'Mend its link'}
      </Do>
    </div>
  );
}

const MODES: readonly (readonly [ProxyMode | undefined, string])[] = [
  [undefined, 'as configured'],
  ['iptables', 'iptables'],
  ['nftables', 'nftables'],
];

/** kube-proxy's mode on one Node: the cluster's, or its own by an annotation in the Node's text. */
export function NodeMode({ node }: { readonly node: string }): ReactNode {
  const own = useTextFact('node proxy mode', node);
  return (
    <fieldset className="segments" aria-label={`kube-proxy's mode on ${node}`}>
      {MODES.map(([mode, word]) => (
        <button
          key={word}
          type="button"
          aria-pressed={own === mode}
          title={mode === undefined ? 'As kube-system/kube-proxy says' : 'Sets portolan.dev/proxy-mode in its manifest'}
          onClick={() => void setNodeProxyMode(node, mode)}
        >
          {word}
        </button>
      ))}
    </fieldset>
  );
}
