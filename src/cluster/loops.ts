import { isFromSnapshot, type Node, namespacedName, type Pod } from '../api/index.ts';
import type { Cause, Task } from '../sim/index.ts';
import { containerPrograms } from './apps/index.ts';
import type { Change, Controller, Session } from './control-plane/apiserver/index.ts';
import { cloudController } from './control-plane/cloud-controller/index.ts';
import {
  daemonSetController,
  deploymentController,
  endpointSliceController,
  endpointSliceMirroringController,
  endpointsController,
  garbageCollector,
  namespaceController,
  nodeLifecycleController,
  nodeTaintController,
  outOfServiceCollector,
  podGarbageCollector,
  replicaSetController,
  rootCAPublisher,
  serviceAccountController,
  serviceCIDRController,
  statefulSetController,
  taintEvictionController,
} from './control-plane/controllers/index.ts';
import { scheduler } from './control-plane/scheduler/index.ts';
import type { Life } from './life.ts';
import {
  type KubeletMemory,
  nodeHeartbeat,
  nodeKubelet,
  podKubelet,
  withCrash,
  withLost,
} from './node/kubelet/index.ts';

/** The control loops of the cluster. Each meets the others only at the API server. */
export class Loops {
  private readonly controllers: ReadonlyMap<string, Controller>;
  private readonly kubelet: Controller;
  private readonly heartbeat: Controller;
  private readonly nodes: Controller;

  constructor(private readonly life: Life) {
    const memory: KubeletMemory = {
      get: () => life.world.kubelets,
      set: (state) => {
        life.world = { ...life.world, kubelets: state };
      },
      isOff: (node) => this.isAway(node),
      report: (node, pod, event) => {
        if (event.type === 'Warning' || event.reason === 'Killing')
          life.note(`kubelet ${node}`, { ...event, object: `Pod/${pod}` });
      },
    };
    this.kubelet = podKubelet(memory, containerPrograms);
    const isAlive = (node: Node): boolean => !isFromSnapshot(node) && !this.isAway(node.metadata.name);
    this.heartbeat = nodeHeartbeat(isAlive);
    this.nodes = nodeKubelet(isAlive);
    const all = [
      this.nodes,
      this.heartbeat,
      scheduler,
      this.kubelet,
      deploymentController,
      replicaSetController,
      daemonSetController,
      statefulSetController,
      endpointSliceController,
      endpointsController,
      endpointSliceMirroringController,
      cloudController,
      serviceCIDRController,
      garbageCollector,
      namespaceController,
      serviceAccountController,
      rootCAPublisher,
      nodeTaintController,
      nodeLifecycleController,
      taintEvictionController(this.reprieves),
      podGarbageCollector,
      outOfServiceCollector,
    ];
    this.controllers = new Map(all.map((controller) => [controller.name, controller]));
  }

  private get reprieves(): Parameters<typeof taintEvictionController>[0] {
    const { life } = this;
    return {
      get: (pod) => life.world.reprieves.get(pod),
      set: (pod, reprieve) => {
        const { reprieves } = life.world;
        life.world = { ...life.world, reprieves: reprieve ? reprieves.set(pod, reprieve) : reprieves.delete(pod) };
      },
    };
  }

  /** Whether a machine's kubelet does not reach the API server: it is switched off, or its cable is cut. */
  private isAway(node: string): boolean {
    const { off, cut } = this.life.world;
    return off.has(node) || cut.has(node);
  }

  /** Queues the keys that a change touches, for every loop that watches such objects. */
  hear(change: Change, cause: Cause): void {
    const kind = change.key.slice(0, change.key.indexOf('/'));
    const read = this.life.reader();
    for (const controller of this.controllers.values()) {
      const keys = (controller.watches[kind] ?? controller.watchesAll)?.(change, read) ?? [];
      for (const key of keys) this.life.plan({ controller: controller.name, key, cause }, controller.delay);
    }
  }

  /** The kubelet of a machine that has just booted looks at everything that is meant for it. */
  boot(node: string): void {
    const pods = this.life.reader().onNode(node);
    const { world } = this.life;
    const kubelets = withLost(
      world.kubelets,
      pods.map(({ metadata }) => metadata.uid ?? ''),
    );
    this.life.world = { ...world, kubelets };
    this.reconnect(node);
  }

  /** The kubelet of a machine reaches the API server again: it says that it is alive and looks at everything meant for it. */
  reconnect(node: string): void {
    for (const { name, delay } of [this.nodes, this.heartbeat]) this.life.plan({ controller: name, key: node }, delay);
    for (const pod of this.life.reader().onNode(node))
      this.life.plan({ controller: this.kubelet.name, key: namespacedName(pod) }, this.kubelet.delay);
  }

  /** Crashes a container's program; false when it does not run. */
  crash(pod: Pod, container: string): boolean {
    const { world, now } = this.life;
    const kubelets = withCrash(world.kubelets, pod.metadata.uid ?? '', container, now);
    if (!kubelets) return false;
    this.life.world = { ...world, kubelets };
    this.life.plan({ controller: this.kubelet.name, key: namespacedName(pod) }, 0);
    return true;
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
