import { describe, expect, it } from 'vitest';
import type { Service } from '../api/index.ts';
import { caller, client, Town, web, webBalanced, webOnNodes } from './town.fixture.ts';

const INTERNET = 'address: 203.0.113.10';

describe('a client on the internet', () => {
  it('reaches a Pod by any node’s port, and the Pod sees a node or its bridge instead of the client', () => {
    const town = new Town(webOnNodes() + client(INTERNET, 'http://192.168.50.12:30080'));
    town.live(30_000);
    expect(town.words()).toEqual(['answered']);
    const pods = new Set(town.outcomes().map(({ outcome }) => outcome?.pod));
    expect(pods.size).toBe(3);
    expect(town.ends(2000)).toEqual(['ACK']);
    const sources = new Set(town.outcomes().map(({ outcome }) => outcome?.sourceSeen));
    expect([...sources].sort()).toEqual(['10.244.2.1', '192.168.50.12']);
  });

  it('is seen by its own address under externalTrafficPolicy Local, and only by Pods of that node', () => {
    const town = new Town(
      webOnNodes('  externalTrafficPolicy: Local') + client(INTERNET, 'http://192.168.50.11:30080'),
    );
    town.live(10_000);
    expect(town.words()).toEqual(['answered']);
    for (const { outcome } of town.outcomes()) {
      expect(outcome?.sourceSeen).toBe('203.0.113.10');
      expect(town.nodeOf(outcome?.pod)).toBe('node-1');
    }
  });

  it('reaches nothing through a firewall that lets nothing of it in', () => {
    const firewall = `
---
apiVersion: portolan.dev/v1alpha1
kind: Firewall
metadata: {name: nodes}
spec: {allow: [{protocol: TCP, ports: ["22"]}]}
`;
    const closed = new Town(webOnNodes() + firewall + client(INTERNET, 'http://192.168.50.11:30080'));
    closed.live(5000);
    expect(closed.words()).toEqual(['timed out']);
    expect(closed.roads()).toEqual(['wall']);
    const open = new Town(
      webOnNodes() + firewall.replace('22', '30000-32767') + client(INTERNET, 'http://192.168.50.11:30080'),
    );
    open.live(5000);
    expect(open.words()).toEqual(['answered']);
  });

  it('cannot know a cluster IP: the router has no route', () => {
    const town = new Town(web('  clusterIP: 10.96.0.80') + client(INTERNET, 'http://10.96.0.80'));
    town.live(4000);
    expect(town.words()).toEqual(['timed out']);
  });
});

describe('a cut network link', () => {
  it('loses every packet to its machine until it is mended', () => {
    const town = new Town(webOnNodes() + client(INTERNET, 'http://192.168.50.12:30080'));
    town.live(3000);
    town.cluster.act({ act: 'cut-link', node: 'node-2' });
    const since = town.now;
    town.live(5000);
    expect(town.words(since)).toEqual(['timed out']);
    town.cluster.act({ act: 'mend-link', node: 'node-2' });
    const mended = town.now + 2000;
    town.live(6000);
    expect(town.words(mended)).toEqual(['answered']);
  });
});

describe('a machine that is stopped', () => {
  it('takes its Pods’ share of the requests with it, and no one is told at once', () => {
    const town = new Town(web('  clusterIP: 10.96.0.80') + caller + client('pod: client', 'http://10.96.0.80'));
    town.live(3000);
    const lost = town.nodeOf('Pod/default/client') === 'node-2' ? 'node-3' : 'node-2';
    const pods = [...town.cluster.world.network.pods.values()].filter(
      ({ host, node }) => node === lost && host.startsWith('Pod/default/web'),
    );
    town.cluster.act({ act: 'stop-node', node: lost });
    const since = town.now;
    town.live(12_000);
    const words = town.words(since);
    expect(words).toContain('answered');
    expect(words.some((word) => word !== 'answered')).toBe(pods.length > 0);
  });
});

describe('a load balancer', () => {
  it('passes packets on to healthy nodes and keeps what they say of their destination', () => {
    const town = new Town(webBalanced() + client(INTERNET, 'http://198.51.100.130'));
    town.balance('web', '198.51.100.130');
    town.live(1500);
    const since = town.now;
    town.live(20_000);
    expect(town.words(since)).toEqual(['answered']);
    expect(new Set(town.outcomes(since).map(({ outcome }) => outcome?.pod)).size).toBe(3);
  });

  it('under policy Local sends only to nodes with endpoints, and the Pod sees the client', () => {
    const manifests = webBalanced('  externalTrafficPolicy: Local').replace('replicas: 3', 'replicas: 1');
    const town = new Town(manifests + client(INTERNET, 'http://198.51.100.130'));
    town.balance('web', '198.51.100.130');
    town.live(3000);
    const since = town.now;
    town.live(10_000);
    expect(town.words(since)).toEqual(['answered']);
    expect(town.last().sourceSeen).toBe('203.0.113.10');
  });

  it('that is a proxy opens connections of its own, so that nobody sees the client', () => {
    const town = new Town(webBalanced() + client(INTERNET, 'http://198.51.100.130'));
    town.balance('web', '198.51.100.130', 'Proxy');
    town.live(1500);
    const since = town.now;
    town.live(20_000);
    expect(town.words(since)).toEqual(['answered']);
    for (const { outcome } of town.outcomes(since)) expect(outcome?.sourceSeen).not.toBe('203.0.113.10');
    expect(town.roads(since)).toEqual(['enter', 'pass', 'ladder', 'branch']);
    expect(town.ends(since)).toEqual(['ACK']);
    expect(town.cluster.world.relays.size).toBeLessThanOrEqual(2);
  });

  it('is only for those of its source ranges, while the node port stays open to all', () => {
    const open = '  loadBalancerSourceRanges: [203.0.113.0/28]';
    const from = (address: string, to: string): string[] => {
      const town = new Town(webBalanced(open) + client(`address: ${address}`, `http://${to}`));
      town.balance('web', '198.51.100.130');
      town.live(1500);
      const since = town.now;
      town.live(8000);
      return town.words(since);
    };
    expect(from('203.0.113.10', '198.51.100.130')).toEqual(['answered']);
    expect(from('203.0.113.99', '198.51.100.130')).toEqual(['timed out']);
    expect(from('203.0.113.99', '192.168.50.11:30080')).toEqual(['answered']);
  });

  it('that never gets an address leaves its Service pending: only the node port and the cluster IP lead in', () => {
    const town = new Town(webBalanced() + client(INTERNET, 'http://192.168.50.11:30080'));
    town.live(60_000);
    const service = town.cluster.reader.get<Service>('Service', 'default', 'web');
    expect(service?.status?.loadBalancer?.ingress ?? []).toEqual([]);
    expect(town.words()).toEqual(['answered']);
  });

  it('stops sending to a machine that does not answer its checks', () => {
    const town = new Town(webBalanced() + client(INTERNET, 'http://198.51.100.130'));
    town.balance('web', '198.51.100.130');
    town.live(3000);
    town.cluster.act({ act: 'stop-node', node: 'node-2' });
    town.live(8000);
    const gone = new Set(
      [...town.cluster.world.health.entries()].filter(([, { healthy }]) => !healthy).map(([key]) => key),
    );
    expect([...gone]).toEqual(['Service/default/web|node-2']);
  });
});

describe('a server outside', () => {
  const erp = `
---
apiVersion: portolan.dev/v1alpha1
kind: ExternalHost
metadata: {name: erp}
spec: {addresses: [198.51.100.53], names: [erp.example.org], ports: [{port: 443, protocol: TCP}, {port: 123, protocol: UDP}]}
`;

  it('is found by name from a Pod, and sees the Pod’s node', () => {
    const town = new Town(caller + erp + client('pod: client', 'tcp://erp.example.org:443'));
    town.live(9000);
    expect(town.words()).toEqual(['answered']);
  });

  it('answers datagrams, and says whom it saw', () => {
    const town = new Town(caller + erp + client('pod: client', 'udp://198.51.100.53:123'));
    town.live(2000);
    expect(town.last()).toMatchObject({
      word: 'answered',
      sourceSeen: expect.stringMatching(/^192\.168\.50\.1[123]$/),
    });
  });

  it('refuses where nothing listens', () => {
    const town = new Town(caller + erp + client('pod: client', 'http://198.51.100.53:80'));
    town.live(2000);
    expect(town.last().word).toBe('refused');
  });

  it('is what an ExternalName Service stands for', () => {
    const alias = `
---
apiVersion: v1
kind: Service
metadata: {name: erp}
spec: {type: ExternalName, externalName: erp.example.org}
`;
    const town = new Town(caller + erp + alias + client('pod: client', 'tcp://erp:443'));
    town.live(3000);
    expect(town.words()).toEqual(['answered']);
  });

  it('is known to machines by the name server outside, which knows no Service', () => {
    const town = new Town(web() + erp + client('node: node-1', 'tcp://erp.example.org:443'));
    town.live(2000);
    expect(town.last().word).toBe('answered');
    const other = new Town(web() + client('node: node-1', 'http://web'));
    other.live(2000);
    expect(other.last().word).toBe('no such name');
  });
});

describe('connections', () => {
  it('that are kept alive stick to one Pod, until it goes', () => {
    const town = new Town(web() + caller + client('pod: client', 'http://web', '  connection: KeepAlive'));
    town.live(10_000);
    const pods = new Set(town.outcomes().map(({ outcome }) => outcome?.pod));
    expect(town.words()).toEqual(['answered']);
    expect(pods.size).toBe(1);
    const [first] = pods;
    town.cluster.act({ act: 'delete-pod', pod: first ?? '' });
    town.live(1500);
    const since = town.now;
    town.live(6000);
    expect(new Set(town.outcomes(since).map(({ outcome }) => outcome?.pod)).size).toBe(1);
    expect(town.last().pod).not.toBe(first);
    expect(town.words(since)).toEqual(['answered']);
  });

  it('that are made anew for every request do not', () => {
    const town = new Town(web() + caller + client('pod: client', 'http://web'));
    town.live(12_000);
    expect(new Set(town.outcomes().map(({ outcome }) => outcome?.pod)).size).toBe(3);
  });

  it('send their first segment again while nobody answers', () => {
    const town = new Town(caller + client('pod: client', 'tcp://10.96.7.7:80', '  timeout: 5s\n  times: 1'));
    town.live(8000);
    const [conversation] = town.outcomes(0);
    expect(conversation?.flights.map(({ label }) => label)).toEqual(['SYN', 'SYN', 'SYN']);
    expect(conversation?.outcome).toMatchObject({ word: 'timed out' });
  });
});

describe('what a request may be', () => {
  it('a variable of the Pod, and one that it does not have', () => {
    const town = new Town(`${web()}${client('pod: client', 'http://$(WEB_SERVICE_HOST):$(WEB_SERVICE_PORT)')}`);
    town.live(1000);
    town.apply(`${web()}${caller}${client('pod: client', 'http://$(WEB_SERVICE_HOST):$(WEB_SERVICE_PORT)')}`);
    town.live(3000);
    expect(town.words()).toEqual(['answered']);
    town.apply(`${web()}${caller}${client('pod: client', 'http://$(WEBB_SERVICE_HOST)')}`);
    town.live(1000);
    expect(town.last()).toMatchObject({ word: 'no such variable', prints: 'sh: WEBB_SERVICE_HOST: parameter not set' });
  });

  it('a name that is looked up through the whole search list', () => {
    const town = new Town(web() + caller + client('pod: client', 'http://nowhere.example', '  timeout: 5s'));
    town.live(6000);
    const [conversation] = town.outcomes();
    const asked = conversation?.flights.filter(({ reply }) => !reply).map(({ label }) => label);
    expect(asked).toEqual([
      'A nowhere.example.default.svc.cluster.local.',
      'A nowhere.example.svc.cluster.local.',
      'A nowhere.example.cluster.local.',
      'A nowhere.example.',
    ]);
    expect(conversation?.outcome).toMatchObject({
      word: 'no such name',
      prints: 'curl: (6) Could not resolve host: nowhere.example',
    });
  });

  it('a ping, which a cluster IP does not answer', () => {
    const town = new Town(web('  clusterIP: 10.96.0.80') + caller + client('pod: client', 'ping 10.96.0.80'));
    town.live(4000);
    expect(town.words()).toEqual(['timed out']);
    const pod = town.outcomes();
    expect(pod.length).toBeGreaterThan(1);
  });

  it('dig, which does not read the search list', () => {
    const town = new Town(
      web('  clusterIP: 10.96.0.80') + caller + client('pod: client', 'dig web.default.svc.cluster.local'),
    );
    town.live(2000);
    expect(town.last()).toMatchObject({ word: 'answered', prints: '10.96.0.80' });
    town.apply(web('  clusterIP: 10.96.0.80') + caller + client('pod: client', 'dig web'));
    town.live(2000);
    expect(town.last().word).toBe('no such name');
  });
});

describe('why it came out so', () => {
  it('names the selector that takes no Pod, and the label that there is', () => {
    const town = new Town(
      web().replace('selector: {app: web}', 'selector: {app: wep}') + caller + client('pod: client', 'http://web'),
    );
    town.live(3000);
    expect(town.last()).toMatchObject({
      word: 'rejected',
      because: expect.stringContaining('no Pod of namespace default is labelled so'),
      blame: { object: 'Service/default/web', field: 'spec.selector.app' },
      fix: 'app: web',
    });
  });

  it('names the target port that nobody listens on, and the one that is declared', () => {
    const town = new Town(
      web().replace('targetPort: 8080', 'targetPort: 8081') + caller + client('pod: client', 'http://web'),
    );
    town.live(3000);
    expect(town.last()).toMatchObject({
      word: 'refused',
      blame: { object: 'Service/default/web', field: 'spec.ports[0].targetPort' },
      fix: 'targetPort: 8080',
    });
  });

  it('names the firewall', () => {
    const firewall =
      '\n---\napiVersion: portolan.dev/v1alpha1\nkind: Firewall\nmetadata: {name: nodes}\nspec: {allow: []}\n';
    const town = new Town(webOnNodes() + firewall + client(INTERNET, 'http://192.168.50.11:30080'));
    town.live(4000);
    expect(town.last()).toMatchObject({
      word: 'timed out',
      by: 'the firewall',
      blame: { object: 'Firewall//nodes', field: 'spec.allow' },
      fix: '- {protocol: TCP, ports: ["30080"]}',
    });
  });

  it('names the traffic policy where a node without endpoints drops', () => {
    const manifests = webOnNodes('  externalTrafficPolicy: Local').replace('replicas: 3', 'replicas: 1');
    const town = new Town(
      manifests +
        [11, 12, 13]
          .map((n) => client(INTERNET, `http://192.168.50.${n}:30080`).replace('curl', `curl-${n}`))
          .join('\n---\n'),
    );
    town.live(6000);
    const late = town.outcomes().filter(({ outcome }) => outcome?.word === 'timed out');
    expect(late.length).toBeGreaterThan(3);
    for (const { outcome } of late)
      expect(outcome?.blame).toEqual({ object: 'Service/default/web', field: 'spec.externalTrafficPolicy' });
  });

  it('names a port that the Service does not have', () => {
    const town = new Town(web() + caller + client('pod: client', 'http://web:8080'));
    town.live(4000);
    expect(town.last()).toMatchObject({
      word: 'timed out',
      because: expect.stringContaining('no port 8080; it has 80'),
    });
  });
});
