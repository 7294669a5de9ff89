import type { Pod } from '../../../../../api/index.ts';
import { dnsSubdomainFaults } from '../../formats.ts';
import type { Strategy } from '../strategy.ts';
import { admitPod } from './admission.ts';
import { podDefaults, podSpecDefaults } from './defaults.ts';
import { qosClass } from './qos-class.ts';
import { podUpdateFaults } from './update.ts';
import { podFaults } from './validation.ts';
import { hostNameWarnings, podWarnings } from './warnings.ts';

const NO_EXECUTE = { operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 } as const;

/** What every Pod puts up with for five minutes. Models plugin/pkg/admission/defaulttolerationseconds (v1.36). */
const TOLERATIONS = [
  { key: 'node.kubernetes.io/not-ready', ...NO_EXECUTE },
  { key: 'node.kubernetes.io/unreachable', ...NO_EXECUTE },
];

/** Only a Pod that is being created is given an account, so a plain manifest cannot replace it. Models plugin/pkg/admission/serviceaccount (v1.36). */
function account({
  serviceAccountName = 'default',
}: Pod['spec']): Partial<Pod['spec']> & { readonly serviceAccount: string } {
  return { serviceAccountName, serviceAccount: serviceAccountName };
}

/** Pods: nearly nothing of a Pod's spec can change once it is there. */
export const podStrategy: Strategy<Pod> = {
  kind: 'Pod',
  apiVersion: 'v1',
  resource: 'pods',
  namespaced: true,
  nameFaults: dnsSubdomainFaults,
  metadataOnUpdate: ['changes', 'whole'],
  defaults(pod) {
    const spec = podDefaults(podSpecDefaults(pod.spec ?? { containers: [] }));
    const known = spec.tolerations ?? [];
    const more = TOLERATIONS.filter((own) => !known.some((one) => one.key === own.key && one.effect === own.effect));
    pod.spec = {
      enableServiceLinks: true,
      preemptionPolicy: 'PreemptLowerPriority',
      ...spec,
      tolerations: [...known, ...more],
    } as Pod['spec'];
  },
  prepare(pod, before) {
    if (!before) pod.spec = { ...account(pod.spec), ...pod.spec };
    pod.status = before?.status ?? { phase: 'Pending', qosClass: qosClass(pod.spec) };
  },
  allocate: (pod, before, context) => admitPod(pod, before, context) ?? [],
  validate: (pod, before) => [...podFaults(pod), ...(before ? podUpdateFaults(pod, before) : [])],
  // Pods are written by programs, which nobody sees read warnings.
  warnings: (pod, before) => (before ? [] : [...hostNameWarnings(pod, "the Pod's hostname"), ...podWarnings(pod, '')]),
};
