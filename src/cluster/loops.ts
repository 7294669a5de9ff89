import { isFromSnapshot, namespacedName, type Pod } from '../api/index.ts';
import type { Cause, Task } from '../sim/index.ts';
import type { Change, Controller, Session } from './control-plane/apiserver/index.ts';
import {
  deploymentController,
  endpointSliceController,
  endpointSliceMirroringController,
  endpointsController,
  garbageCollector,
  replicaSetController,
} from './control-plane/controllers/index.ts';
import { scheduler } from './control-plane/scheduler/index.ts';
import type { Life } from './life.ts';
import { nodeHeartbeat, nodeKubelet, podKubelet } from './node/kubelet/index.ts';

/** The control loops of the cluster. Each meets the others only at the API server. */
export class Loops {
  private readonly controllers: ReadonlyMap<string, Controller>;
  private readonly kubelet: Controller;
  private readonly heartbeat: Controller;

  constructor(private readonly life: Life) {
    this.kubelet = podKubelet({
      get: () => life.world.kubelets,
      set: (state) => {
        life.world = { ...life.world, kubelets: state };
      },
      isOff: (node) => life.world.off.has(node),
    });
    this.heartbeat = nodeHeartbeat((node) => !isFromSnapshot(node) && !life.world.off.has(node.metadata.name));
    const all = [
      nodeKubelet,
      this.heartbeat,
      scheduler,
      this.kubelet,
      deploymentController,
      replicaSetController,
      endpointSliceController,
      endpointsController,
      endpointSliceMirroringController,
      garbageCollector,
    ];
    this.controllers = new Map(all.map((controller) => [controller.name, controller]));
  }

  /** Queues the keys that a change touches, for every loop that watches such objects. */
  hear(change: Change, cause: Cause): void {
    const kind = change.key.slice(0, change.key.indexOf('/'));
    for (const controller of this.controllers.values()) {
      const keys = controller.watches[kind]?.(change, this.life.reader()) ?? [];
      for (const key of keys) this.life.plan({ controller: controller.name, key, cause }, controller.delay);
    }
  }

  /** The kubelet of a machine that has just booted looks at everything that is meant for it. */
  boot(node: string): void {
    for (const { name, delay } of [nodeKubelet, this.heartbeat]) this.life.plan({ controller: name, key: node }, delay);
    for (const pod of this.life.reader().list<Pod>('Pod'))
      if (pod.spec.nodeName === node)
        this.life.plan({ controller: this.kubelet.name, key: namespacedName(pod) }, this.kubelet.delay);
  }

  /** Lets a loop look at a key; false when the task is not a loop's. */
  run(task: Task): boolean {
    const controller = this.controllers.get(task.controller);
    if (!controller) return false;
    const look = (session: Session) => controller.reconcile(task.key, session, this.life.now);
    const again = this.life.write(controller.name, look, task.cause);
    if (again) this.life.plan(task, again.requeueAfter);
    return true;
  }
}
