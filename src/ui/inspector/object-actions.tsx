import type { ReactNode } from 'react';
import type { MachineView, ObjectDetail } from '../../worker/protocol.ts';
import { type ProxyMode, perform, setNodeProxyMode, useTextFact } from '../store/index.ts';
import { crashOf, type Doable, doableToNode, doableToPod, doableToWorkload, isScalable } from './doable.ts';
import { useScaling } from './scaling.ts';

/** A button that does something to the cluster. */
function Do({ of: { word, why, action, off = false } }: { readonly of: Doable }): ReactNode {
  return (
    <button type="button" className="button" disabled={off} title={why} onClick={() => void perform(action)}>
      {word}
    </button>
  );
}

/** Sets how many Pods a workload asks for. */
function Scale({ workload }: { readonly workload: string }): ReactNode {
  const { replicas, why, scale } = useScaling(workload);
  return (
    <span className="stepper" title={why}>
      <button
        type="button"
        className="button icon"
        aria-label="Scale down"
        disabled={replicas === undefined || replicas === 0}
        onClick={() => scale(-1)}
      >
        −
      </button>
      <span>
        replicas <b className="mono">{replicas ?? '?'}</b>
      </span>
      <button
        type="button"
        className="button icon"
        aria-label="Scale up"
        disabled={replicas === undefined}
        onClick={() => scale(1)}
      >
        +
      </button>
    </span>
  );
}

const buttons = (doable: readonly Doable[]): ReactNode =>
  doable.map((one) => <Do key={one.action.act + one.word} of={one} />);

/** What one can do to a Deployment and its like; nothing for other kinds. */
export function WorkloadActions({ workload }: { readonly workload: string }): ReactNode {
  const scales = isScalable(workload);
  const doable = doableToWorkload(workload);
  if (!scales && doable.length === 0) return null;
  return (
    <div className="actions">
      {scales && <Scale workload={workload} />}
      {buttons(doable)}
    </div>
  );
}

/** What one can do to a Pod and to what made it. */
export function PodActions({ of }: { readonly of: ObjectDetail }): ReactNode {
  const { pod } = of;
  if (pod === undefined) return null;
  return (
    <>
      <div className="actions">{buttons(doableToPod(of))}</div>
      {pod.owner !== '' && <WorkloadActions workload={pod.owner} />}
    </>
  );
}

/** Ends a container's program with an error. */
export function CrashButton(props: {
  readonly pod: string;
  readonly container: string;
  readonly running: boolean;
}): ReactNode {
  return <Do of={crashOf(props.pod, props.container, props.running)} />;
}

/** What one can do to a machine. */
export function NodeActions({ node, machine }: { readonly node: string; readonly machine: MachineView }): ReactNode {
  return <div className="actions">{buttons(doableToNode(node, machine))}</div>;
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
