import {
  type ApiObject,
  type Deployment,
  isFromSnapshot,
  LIVENESS_ANNOTATION,
  type Node,
  type ObjectKey,
  objectKey,
  ok,
  type Pod,
  READINESS_ANNOTATION,
  type Result,
  refused,
  splitKey,
  timestamp,
} from '../api/index.ts';
import { isServed, type Session } from './control-plane/apiserver/index.ts';
import { drain } from './drain.ts';

/** Something that a person does to the cluster by hand, besides applying manifests. */
export type Action =
  | { readonly act: 'delete-pod'; readonly pod: ObjectKey; readonly force?: boolean }
  | { readonly act: 'set-readiness'; readonly pod: ObjectKey; readonly ready: boolean }
  | { readonly act: 'set-liveness'; readonly pod: ObjectKey; readonly alive: boolean }
  | { readonly act: 'crash-container'; readonly pod: ObjectKey; readonly container?: string }
  | { readonly act: 'scale'; readonly workload: ObjectKey; readonly replicas: number }
  | { readonly act: 'rollout-restart'; readonly workload: ObjectKey }
  | {
      readonly act: 'cordon' | 'uncordon' | 'stop-node' | 'start-node' | 'cut-link' | 'mend-link';
      readonly node: string;
    }
  | { readonly act: 'drain'; readonly node: string; readonly force?: boolean };

/** What a person's hands reach: the API server, and the power switches and network cables of the machines. */
export interface Hands {
  write<T>(run: (session: Session) => T): T;
  isOn(node: string): boolean;
  power(node: string, on: boolean): void;
  isLinked(node: string): boolean;
  /** Cuts a machine's cable to the network, or mends it. */
  link(node: string, linked: boolean): void;
  /** Makes a container's program crash; false when it does not run. */
  crash(pod: Pod, container: string): boolean;
  /** Virtual ms. */
  readonly now: number;
}

/** An action that was carried out. `inverse` is absent where only going back in history takes it back. */
export interface Performed {
  readonly inverse?: Action;
}

const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';
const APPS = 'apps/v1';
const SCALABLE = ['Deployment', 'ReplicaSet', 'StatefulSet'];
const RESTARTABLE = ['Deployment', 'DaemonSet', 'StatefulSet'];

const nameOf = (key: ObjectKey): string => splitKey(key).name;
const inNamespace = (key: ObjectKey): string => {
  const { namespace, name } = splitKey(key);
  return namespace === 'default' ? name : `${name} -n ${namespace}`;
};
const resource = (key: ObjectKey): string => `${splitKey(key).kind.toLowerCase()}/${inNamespace(key)}`;

/** An action as a person would have typed it, or said it where no command exists. */
export function wordsFor(action: Action): string {
  switch (action.act) {
    case 'delete-pod':
      return `kubectl delete pod ${inNamespace(action.pod)}${action.force ? ' --force --grace-period=0' : ''}`;
    case 'set-readiness':
      return `${action.ready ? 'restore' : 'fail'} the readiness of ${nameOf(action.pod)}`;
    case 'set-liveness':
      return `${action.alive ? 'restore' : 'fail'} the liveness of ${nameOf(action.pod)}`;
    case 'crash-container':
      return `crash ${action.container ?? 'the container'} of ${nameOf(action.pod)}`;
    case 'scale':
      return `kubectl scale ${resource(action.workload)} --replicas=${action.replicas}`;
    case 'rollout-restart':
      return `kubectl rollout restart ${resource(action.workload)}`;
    case 'cordon':
    case 'uncordon':
      return `kubectl ${action.act} ${action.node}`;
    case 'drain':
      return `kubectl drain ${action.node} --ignore-daemonsets${action.force ? ' --force' : ''}`;
    case 'stop-node':
      return `stop ${action.node}`;
    case 'start-node':
      return `start ${action.node}`;
    case 'cut-link':
      return `cut the network link of ${action.node}`;
    case 'mend-link':
      return `mend the network link of ${action.node}`;
  }
}

/** The object that an action is about. */
export function objectOf(action: Action): ObjectKey {
  if ('pod' in action) return action.pod;
  return 'node' in action ? objectKey('Node', '', action.node) : action.workload;
}

/** Changes one stored object; a 404 in the API server's words when it is not there. */
function changed<T extends ApiObject>(hands: Hands, key: ObjectKey, change: (object: T) => T): Result<T> {
  const { kind, namespace, name } = splitKey(key);
  return hands.write((session) => {
    const object = session.get<T>(kind, namespace, name);
    if (object) return session.update<T>(change(object));
    return session.update({ apiVersion: 'v1', kind, metadata: { namespace, name } } as unknown as T);
  });
}

function annotated(hands: Hands, pod: ObjectKey, annotation: string, passes: boolean): Result<unknown> {
  return changed<Pod>(hands, pod, (object) => {
    const { [annotation]: _, ...others } = object.metadata.annotations ?? {};
    const annotations = passes ? others : { ...others, [annotation]: 'fail' };
    return { ...object, metadata: { ...object.metadata, annotations } };
  });
}

function unsupported(message: string): Result<never> {
  return refused({ code: 400, reason: 'BadRequest', message });
}

function scale(hands: Hands, workload: ObjectKey, replicas: number): Result<Performed> {
  const { kind } = splitKey(workload);
  if (!SCALABLE.includes(kind) || !isServed(APPS, kind))
    return unsupported('the server could not find the requested resource');
  let before = 1;
  const result = changed<Deployment>(hands, workload, (object) => {
    before = object.spec.replicas ?? 1;
    return { ...object, spec: { ...object.spec, replicas } };
  });
  return result.ok ? ok({ inverse: { act: 'scale', workload, replicas: before } }) : result;
}

/** Models kubectl rollout restart (v1.36): the template gets the time, so it is a new revision. */
function rolloutRestart(hands: Hands, workload: ObjectKey): Result<Performed> {
  const { kind, name } = splitKey(workload);
  if (!RESTARTABLE.includes(kind) || !isServed(APPS, kind))
    return unsupported(`${kind.toLowerCase()}s.apps "${name}" restarting is not supported`);
  const time = timestamp(hands.now);
  let again = false;
  const result = changed<Deployment>(hands, workload, (object) => {
    const { template } = object.spec;
    again = template.metadata?.annotations?.[RESTARTED_AT] === time;
    const annotations = { ...template.metadata?.annotations, [RESTARTED_AT]: time };
    return {
      ...object,
      spec: { ...object.spec, template: { ...template, metadata: { ...template.metadata, annotations } } },
    };
  });
  if (again)
    return unsupported(
      'failed to patch: if restart has already been triggered within the past second, please wait before attempting to trigger another',
    );
  return result.ok ? ok({}) : result;
}

/** Keeps new Pods off a node, or lets them come again. Models kubectl cordon (v1.36). */
function setSchedulable(hands: Hands, node: string, schedulable: boolean): Result<Performed> {
  let before = schedulable;
  const result = changed<Node>(hands, objectKey('Node', '', node), (object) => {
    const { unschedulable, ...spec } = object.spec;
    before = unschedulable !== true;
    return { ...object, spec: schedulable ? spec : { ...spec, unschedulable: true } };
  });
  if (!result.ok) return result;
  return ok({ ...(before !== schedulable && { inverse: { act: before ? 'uncordon' : 'cordon', node } }) });
}

function power(hands: Hands, node: string, on: boolean): Result<Performed> {
  const key = objectKey('Node', '', node);
  const known = changed<Node>(hands, key, (object) => object);
  if (!known.ok) return known;
  if (hands.isOn(node) === on) return unsupported(`${node} is ${on ? 'running' : 'stopped'} already`);
  hands.power(node, on);
  return ok({ ...(!on && { inverse: { act: 'start-node', node } }) });
}

function link(hands: Hands, node: string, linked: boolean): Result<Performed> {
  const known = changed<Node>(hands, objectKey('Node', '', node), (object) => object);
  if (!known.ok) return known;
  if (hands.isLinked(node) === linked)
    return unsupported(`the network link of ${node} is ${linked ? 'whole' : 'cut'} already`);
  hands.link(node, linked);
  return ok({ inverse: { act: linked ? 'cut-link' : 'mend-link', node } });
}

function set(hands: Hands, action: Extract<Action, { act: 'set-readiness' | 'set-liveness' }>): Result<Performed> {
  const { pod } = action;
  if (action.act === 'set-readiness') {
    const result = annotated(hands, pod, READINESS_ANNOTATION, action.ready);
    return result.ok ? ok({ inverse: { ...action, ready: !action.ready } }) : result;
  }
  const result = annotated(hands, pod, LIVENESS_ANNOTATION, action.alive);
  return result.ok ? ok({ inverse: { ...action, alive: !action.alive } }) : result;
}

/** The named container's program ends with an error; without a name the first one that runs. */
function crash(hands: Hands, key: ObjectKey, name: string | undefined): Result<Performed> {
  const { namespace, name: podName } = splitKey(key);
  const found = changed<Pod>(hands, key, (pod) => pod);
  if (!found.ok) return found;
  const pod = found.value;
  const names = pod.spec.containers.map((container) => container.name);
  const tried = name === undefined ? names : [name];
  if (name !== undefined && ![...names, ...(pod.spec.initContainers ?? []).map((one) => one.name)].includes(name))
    return unsupported(`container ${name} is not valid for pod ${podName}`);
  if (tried.some((container) => hands.crash(pod, container))) return ok({});
  return unsupported(`no container of pod ${namespace}/${podName} is running`);
}

function deletePod(hands: Hands, pod: ObjectKey, now: boolean): Result<Performed> {
  const { namespace, name } = splitKey(pod);
  const result = hands.write((session) => {
    const found = session.get<Pod>('Pod', namespace, name);
    return session.delete('Pod', namespace, name, { now: now || (found !== undefined && isFromSnapshot(found)) });
  });
  return result.ok ? ok({}) : result;
}

/** Carries an action out; what was refused comes back in the words of the API server or of kubectl. */
export function perform(action: Action, hands: Hands): Result<Performed> {
  switch (action.act) {
    case 'delete-pod':
      return deletePod(hands, action.pod, action.force === true);
    case 'set-readiness':
    case 'set-liveness':
      return set(hands, action);
    case 'crash-container':
      return crash(hands, action.pod, action.container);
    case 'scale':
      return scale(hands, action.workload, action.replicas);
    case 'rollout-restart':
      return rolloutRestart(hands, action.workload);
    case 'cordon':
    case 'uncordon':
      return setSchedulable(hands, action.node, action.act === 'uncordon');
    case 'drain': {
      const cordoned = setSchedulable(hands, action.node, false);
      if (!cordoned.ok) return cordoned;
      const drained = hands.write((session) => drain(session, action.node, action.force === true));
      return drained.ok ? ok({}) : drained;
    }
    case 'stop-node':
    case 'start-node':
      return power(hands, action.node, action.act === 'start-node');
    case 'cut-link':
    case 'mend-link':
      return link(hands, action.node, action.act === 'mend-link');
  }
}
