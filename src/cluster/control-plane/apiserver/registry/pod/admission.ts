import { isFromSnapshot, type Pod, type Status } from '../../../../../api/index.ts';
import { forbiddenRequest } from '../../statuses.ts';
import type { Draft, WriteContext } from '../strategy.ts';

/** Priorities that every cluster has. */
const PRIORITIES: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
};

/** The account that every namespace has, whether or not somebody looks after its object here. */
const DEFAULT_ACCOUNT = 'default';

/** What is written by a component, or was found in a dump of another cluster, is let in without its account. */
function accountFault(pod: Pod, { read, fromText }: WriteContext): string | undefined {
  const { metadata, spec } = pod;
  if (!fromText || isFromSnapshot(pod)) return undefined;
  const { serviceAccountName: name = DEFAULT_ACCOUNT } = spec;
  const { namespace = '' } = metadata;
  if (name === DEFAULT_ACCOUNT || read.get('ServiceAccount', namespace, name)) return undefined;
  return `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`;
}

/** A new Pod's priority is the one of its class, which must exist. Models plugin/pkg/admission/priority (v1.36). */
function priority(pod: Draft<Pod>): string | undefined {
  const { priorityClassName = '', priority: given } = pod.spec as Pod['spec'] & {
    readonly priorityClassName?: string;
    readonly priority?: number;
  };
  const value = Object.hasOwn(PRIORITIES, priorityClassName) ? PRIORITIES[priorityClassName] : undefined;
  if (priorityClassName !== '' && value === undefined)
    return `no PriorityClass with name ${priorityClassName} was found`;
  const computed = value ?? 0;
  if (given !== undefined && given !== computed) {
    const sentence = `priority admission controller computed ${computed} from the given PriorityClass name`;
    return `the integer value of priority (${given}) must not be provided in pod spec; ${sentence}`;
  }
  pod.spec = { ...pod.spec, priority: computed } as Pod['spec'];
  return undefined;
}

interface Priority {
  readonly priority?: number;
}

/** What admission plugins refuse of a Pod before it is validated, and what they fill in. Models plugin/pkg/admission/serviceaccount and priority (v1.36). */
export function admitPod(pod: Draft<Pod>, before: Pod | undefined, context: WriteContext): Status | undefined {
  if (before) {
    const { priority: was } = before.spec as Priority;
    pod.spec = { ...(was !== undefined && { priority: was }), ...pod.spec } as Pod['spec'];
    return undefined;
  }
  const why = priority(pod) ?? accountFault(pod, context);
  return why === undefined ? undefined : forbiddenRequest('pods', pod.metadata.name, why);
}
