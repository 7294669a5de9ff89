import type { ApiObject, Pod, PodTemplate } from '../../../api/index.ts';
import type { Client } from '../apiserver/client.ts';
import { controllerReference } from './controller-ref.ts';

/** The Pod that a workload stamps out, with a drawn name and the workload as its manager. Models controller.GetPodFromTemplate (v1.36). */
export function podFrom(owner: ApiObject & { readonly spec: { readonly template: PodTemplate } }): Pod {
  const { metadata, spec } = owner.spec.template;
  const { namespace } = owner.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(metadata?.labels && { labels: metadata.labels }),
      ...(metadata?.annotations && { annotations: metadata.annotations }),
      ...(metadata?.finalizers && { finalizers: metadata.finalizers }),
      name: '',
      generateName: `${owner.metadata.name}-`,
      ...(namespace !== undefined && { namespace }),
      ownerReferences: [controllerReference(owner)],
    },
    spec,
  };
}

/** Asks for a Pod to go; its kubelet stops it first. Models controller.RealPodControl DeletePod (v1.36). */
export function deletePod({ metadata }: Pod, client: Client): void {
  client.delete('Pod', metadata.namespace ?? '', metadata.name);
}
