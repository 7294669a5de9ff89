export { deploymentController } from './deployment/index.ts';
export { endpointSliceController } from './endpointslice/index.ts';
export { garbageCollector } from './garbage-collector/index.ts';
export { replicaSetController } from './replicaset/index.ts';
