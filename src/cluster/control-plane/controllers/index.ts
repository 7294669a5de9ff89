export { daemonSetController } from './daemonset/index.ts';
export { deploymentController } from './deployment/index.ts';
export { endpointsController, leftoverEndpoints } from './endpoints/index.ts';
export { endpointSliceController } from './endpointslice/index.ts';
export { endpointSliceMirroringController } from './endpointslice-mirroring/index.ts';
export { garbageCollector } from './garbage-collector/index.ts';
export { namespaceController } from './namespace/index.ts';
export { replicaSetController } from './replicaset/index.ts';
export { statefulSetController } from './statefulset/index.ts';
