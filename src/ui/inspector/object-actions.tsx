import type { ReactNode } from 'react';
import { splitKey } from '../../api/index.ts';
import type { ActionCommand, MachineView, PodThing } from '../../worker/protocol.ts';
import { type ProxyMode, perform, scaleByText, setNodeProxyMode, useTextFact } from '../store/index.ts';

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

/** Sets a workload's replicas in its text. */
function Scale({ workload }: { readonly workload: string }): ReactNode {
  const replicas = useTextFact('replicas', workload);
  const unknown = replicas === undefined;
  const why = unknown ? 'No manifest names it, or its text does not parse' : 'Edits replicas in the manifest';
  const scale = (by: number) => () => !unknown && void scaleByText(workload, Math.max(0, replicas + by));
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
  const [scales, restarts] = [SCALABLE.includes(kind), RESTARTABLE.includes(kind)];
  if (!scales && !restarts) return null;
  return (
    <div className="actions">
      {scales && <Scale workload={workload} />}
      {restarts && (
        <Do action={{ act: 'rollout-restart', workload }} why="kubectl rollout restart: every Pod is replaced">
          Restart the rollout
        </Do>
      )}
    </div>
  );
}

/** What one can do to a Pod. */
export function PodActions({ pod, alive }: { readonly pod: PodThing; readonly alive: boolean | undefined }): ReactNode {
  const running = pod.state === 'ready' || pod.state === 'not ready';
  const gone = pod.state === 'terminating' || pod.state === 'finished';
  return (
    <div className="actions">
      <Do action={{ act: 'set-readiness', pod: pod.id, ready: pod.state !== 'ready' }} off={!running}>
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

/** Ends a client's Pod. */
export function ClientActions({ pod, gone }: { readonly pod: string; readonly gone: boolean }): ReactNode {
  return (
    <div className="actions">
      <Do action={{ act: 'delete-pod', pod }} off={gone}>
        Delete
      </Do>
    </div>
  );
}

/** What one can do to a machine. */
export function NodeActions({ node, machine }: { readonly node: string; readonly machine: MachineView }): ReactNode {
  const { on, cordoned } = machine;
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
