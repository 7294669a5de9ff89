import { describe, expect, it } from 'vitest';
import { isPodReady, type Node, type Pod, type PodSpec, READINESS_ANNOTATION } from '../../../api/index.ts';
import { Cluster } from '../../cluster.ts';

const NODE: Node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1' }, spec: {} };
const KEY = 'Pod/default/till';

/** A cluster of one node with one Pod on it. */
class Shop {
  readonly cluster = new Cluster(1);

  constructor(container: Partial<PodSpec['containers'][number]>, spec: Partial<PodSpec> = {}) {
    const main = { name: 'till', image: 'shop/till', ports: [{ containerPort: 8080 }], ...container };
    const pod: Pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'till', namespace: 'default' },
      spec: { nodeName: 'node-1', containers: [main], ...spec },
    };
    this.cluster.write('you', (session) => session.create(NODE));
    this.cluster.advance(100);
    this.cluster.write('you', (session) => session.create(pod));
  }

  at(seconds: number): Pod | undefined {
    this.cluster.advance(seconds * 1000);
    return this.cluster.reader.get<Pod>('Pod', 'default', 'till');
  }

  annotate(name: string, value: string): void {
    this.cluster.write('you', (session) => {
      const pod = session.get<Pod>('Pod', 'default', 'till') as Pod;
      session.update<Pod>({ ...pod, metadata: { ...pod.metadata, annotations: { [name]: value } } });
    });
  }

  get reasons(): readonly string[] {
    return [...this.cluster.world.log.values()].flatMap((entry) => ('event' in entry ? entry.event.reason : []));
  }

  state(seconds: number) {
    const status = this.at(seconds)?.status?.containerStatuses?.[0];
    return { restarts: status?.restartCount, state: status?.state, last: status?.lastState };
  }
}

describe('readiness', () => {
  const readinessProbe = { httpGet: { port: 8080 }, periodSeconds: 5, failureThreshold: 2 };

  it('holds after the first check, fails after its threshold, and comes back at once', () => {
    const shop = new Shop({ readinessProbe });
    expect(isPodReady(shop.at(1) as Pod)).toBe(true);
    shop.annotate(READINESS_ANNOTATION, 'fail');
    expect(isPodReady(shop.at(9) as Pod)).toBe(true);
    expect(isPodReady(shop.at(11) as Pod)).toBe(false);
    expect(shop.reasons).toContain('Unhealthy');
    shop.annotate(READINESS_ANNOTATION, 'pass');
    expect(isPodReady(shop.at(11.1) as Pod)).toBe(true);
  });

  it('fails where nothing listens', () => {
    const shop = new Shop({ readinessProbe: { ...readinessProbe, httpGet: { port: 9999 } } });
    expect(isPodReady(shop.at(60) as Pod)).toBe(false);
  });

  it('plans no task per period while nothing changes', () => {
    const shop = new Shop({ readinessProbe });
    shop.at(1);
    const tasks = shop.cluster.world.agenda.size;
    shop.at(300);
    expect(shop.cluster.world.agenda.size).toBeLessThanOrEqual(tasks);
  });
});

it('a failing liveness check restarts the container', () => {
  const shop = new Shop({ livenessProbe: { httpGet: { port: 8080 }, periodSeconds: 2, failureThreshold: 3 } });
  shop.at(1);
  shop.annotate('portolan.dev/liveness', 'fail');
  expect(shop.state(20).restarts).toBeGreaterThan(0);
  expect(shop.reasons).toContain('Killing');
});

it('a startup check that never passes keeps the others shut and restarts the container', () => {
  const startupProbe = { tcpSocket: { port: 1 }, periodSeconds: 2, failureThreshold: 3 };
  const shop = new Shop({ startupProbe, readinessProbe: { httpGet: { port: 8080 } } });
  expect(isPodReady(shop.at(5) as Pod)).toBe(false);
  expect(shop.state(9).restarts).toBe(1);
});

describe('a container that crashes', () => {
  it('is restarted at once, then after ten seconds, then after twenty', () => {
    const shop = new Shop({ command: ['sh', '-c', 'exit 3'] });
    expect(shop.state(5)).toMatchObject({ restarts: 1, state: { waiting: { reason: 'CrashLoopBackOff' } } });
    expect(shop.state(5).state?.waiting?.message).toContain('back-off 10s restarting failed container=till');
    expect(shop.state(12)).toMatchObject({ restarts: 2, last: { terminated: { exitCode: 3, reason: 'Error' } } });
    expect(shop.state(12).state?.waiting?.message).toContain('back-off 20s');
  });

  it('stays ended where the Pod says Never, and its Pod has failed', () => {
    const shop = new Shop({ command: ['false'] }, { restartPolicy: 'Never' });
    expect(shop.at(60)?.status).toMatchObject({ phase: 'Failed' });
  });

  it('crashes by hand too', () => {
    const shop = new Shop({});
    shop.at(1);
    expect(shop.cluster.act({ act: 'crash-container', pod: KEY }).ok).toBe(true);
    expect(shop.state(2)).toMatchObject({ restarts: 1, last: { terminated: { exitCode: 1 } } });
    expect(shop.cluster.act({ act: 'crash-container', pod: KEY, container: 'nobody' }).ok).toBe(false);
  });
});

it('init containers run one after the other before the rest', () => {
  const init = (name: string) => ({ name, image: 'busybox', command: ['sleep', '2'] });
  const shop = new Shop({}, { initContainers: [init('one'), init('two')] });
  expect(shop.at(3)?.status).toMatchObject({
    phase: 'Pending',
    initContainerStatuses: [{ ready: true }, { ready: false, state: { running: {} } }],
    containerStatuses: [{ state: { waiting: { reason: 'PodInitializing' } } }],
  });
  expect(shop.at(6)?.status?.phase).toBe('Running');
});

it('an image that says that it does not exist is not pulled', () => {
  const shop = new Shop({ image: 'shop/no-such-image' });
  expect(shop.state(5).state?.waiting?.reason).toBe('ImagePullBackOff');
});

describe('a Pod that is deleted', () => {
  it('serves on while its preStop hook sleeps, and is gone after it', () => {
    const shop = new Shop({ lifecycle: { preStop: { sleep: { seconds: 5 } } } });
    shop.at(1);
    shop.cluster.act({ act: 'delete-pod', pod: KEY });
    expect(isPodReady(shop.at(5) as Pod)).toBe(true);
    expect(shop.at(7)).toBeUndefined();
  });

  it('goes all the same when its preStop hook fails, which is said', () => {
    const shop = new Shop({ lifecycle: { preStop: { exec: { command: ['false'] } } } });
    shop.at(1);
    shop.cluster.act({ act: 'delete-pod', pod: KEY });
    expect(shop.at(2)).toBeUndefined();
    expect(shop.reasons).toContain('FailedPreStopHook');
  });

  it('is killed at the end of its grace period when its program does not listen', () => {
    const shop = new Shop({ command: ['sleep', 'infinity'] }, { terminationGracePeriodSeconds: 10 });
    shop.at(1);
    shop.cluster.act({ act: 'delete-pod', pod: KEY });
    expect(shop.at(10)).toBeDefined();
    expect(shop.at(12)).toBeUndefined();
  });
});

it('a machine that boots gives its Pods a new network and starts them again', () => {
  const shop = new Shop({});
  shop.at(1);
  shop.cluster.act({ act: 'stop-node', node: 'node-1' });
  shop.at(5);
  shop.cluster.act({ act: 'start-node', node: 'node-1' });
  expect(shop.at(10)?.status).toMatchObject({ podIP: '10.244.1.3', containerStatuses: [{ restartCount: 1 }] });
});

it('says which name servers and search domains no resolver could take', () => {
  const nameservers = ['10.0.0.1', '10.0.0.2', '10.0.0.3'];
  const searches = Array.from({ length: 32 }, (_, i) => `d${i}.example`);
  const shop = new Shop({}, { dnsConfig: { nameservers, searches } });
  shop.at(1);
  const said = [...shop.cluster.world.log.values()].flatMap((entry) => ('event' in entry ? entry.event.message : []));
  expect(said).toContain(
    'Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: 10.96.0.10 10.0.0.1 10.0.0.2',
  );
  expect(said.some((one) => one.startsWith('Search Line limits were exceeded'))).toBe(true);
});

describe('a postStart hook', () => {
  it('runs before the container counts as running', () => {
    const shop = new Shop({ lifecycle: { postStart: { sleep: { seconds: 5 } } } });
    expect(shop.at(5)?.status?.containerStatuses?.[0]?.state?.waiting?.reason).toBe('ContainerCreating');
    expect(shop.at(6)?.status?.containerStatuses?.[0]?.state?.running).toBeDefined();
  });

  it('stops the container when it fails, and that counts as a crash', () => {
    const shop = new Shop({ lifecycle: { postStart: { exec: { command: ['sh', '-c', 'sleep 1; exit 3'] } } } });
    expect(shop.state(1).restarts).toBe(0);
    expect(isPodReady(shop.at(1.4) as Pod)).toBe(false);
    const { state, last, restarts } = shop.state(4);
    expect([state?.waiting?.reason, last?.terminated?.reason, restarts]).toEqual(['CrashLoopBackOff', 'Completed', 1]);
    expect(shop.reasons).toContain('FailedPostStartHook');
  });

  it('fails when it asks at a port where nobody listens', () => {
    const shop = new Shop({ lifecycle: { postStart: { httpGet: { port: 9999 } } } });
    expect(shop.state(4).state?.waiting?.reason).toBe('CrashLoopBackOff');
  });

  it('is over with the Pod when that is deleted meanwhile', () => {
    const shop = new Shop({ lifecycle: { postStart: { sleep: { seconds: 60 } } } });
    shop.at(5);
    shop.cluster.write('you', (session) => session.delete('Pod', 'default', 'till'));
    expect(shop.at(6)).toBeUndefined();
  });
});

describe('what a Pod’s annotations make its program do', () => {
  const readinessProbe = { httpGet: { port: 8080 }, periodSeconds: 1 };
  const isReady = (shop: Shop, second: number): boolean => isPodReady(shop.at(second) as Pod);

  it('portolan.dev/listen: on 127.0.0.1 nobody from outside the Pod gets in, its kubelet neither', () => {
    const shop = new Shop({ readinessProbe });
    expect(isReady(shop, 5)).toBe(true);
    shop.annotate('portolan.dev/listen', '127.0.0.1');
    expect(isReady(shop, 20)).toBe(false);
    shop.annotate('portolan.dev/listen', '0.0.0.0');
    expect(isReady(shop, 30)).toBe(true);
  });

  it('portolan.dev/closed-ports: nothing listens on those, the others go on', () => {
    const ports = [{ containerPort: 8080 }, { containerPort: 9090 }];
    const shop = new Shop({ ports, readinessProbe });
    shop.annotate('portolan.dev/closed-ports', '9090');
    expect(isReady(shop, 20)).toBe(true);
    shop.annotate('portolan.dev/closed-ports', '8080, 9090');
    expect(isReady(shop, 40)).toBe(false);
  });

  it('portolan.dev/delay: answers come late, too late for a check that waits one second', () => {
    const shop = new Shop({ readinessProbe });
    shop.annotate('portolan.dev/delay', '300ms');
    expect(isReady(shop, 20)).toBe(true);
    shop.annotate('portolan.dev/delay', '2s');
    expect(isReady(shop, 40)).toBe(false);
  });
});
