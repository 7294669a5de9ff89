import { describe, expect, it } from 'vitest';
import { isPodReady, type Pod } from '../api/index.ts';
import { caller, client, Town, web } from './town.fixture.ts';

/** The town's Pods with an annotation, called once a second by name from a Pod. */
function called(annotation: string, container = ''): Town {
  const annotated = web()
    .replace('metadata: {labels: {app: web}}', `metadata: {labels: {app: web}, annotations: {${annotation}}}`)
    .replace('containerPort: 8080}]}', `containerPort: 8080}]${container}}`);
  const town = new Town(annotated + caller + client('pod: client', 'http://web'));
  town.live(6000);
  return town;
}

const pods = (town: Town): readonly Pod[] =>
  town.cluster.reader
    .withLabels<Pod>('Pod', 'default', { app: 'web' })
    .filter(({ metadata }) => !metadata.deletionTimestamp);

const READINESS = ', readinessProbe: {httpGet: {port: 8080}, periodSeconds: 1, failureThreshold: 1}';
const LIVENESS = ', livenessProbe: {tcpSocket: {port: 8080}, periodSeconds: 1, failureThreshold: 1}';

describe('what a Pod’s annotations do to whoever calls it', () => {
  it('portolan.dev/listen: a program on 127.0.0.1 is listed as ready, and refuses everybody', () => {
    const town = called('portolan.dev/listen: 127.0.0.1');
    expect(pods(town).every(isPodReady)).toBe(true);
    expect(town.words()).toEqual(['refused']);
  });

  it('portolan.dev/listen: a readiness probe finds out, so the Service rejects instead', () => {
    const town = called('portolan.dev/listen: 127.0.0.1', READINESS);
    expect(pods(town).some(isPodReady)).toBe(false);
    expect(town.words()).toEqual(['rejected']);
  });

  it('portolan.dev/closed-ports: on these nobody answers, on the others they do', () => {
    expect(called('portolan.dev/closed-ports: "8080"').words()).toEqual(['refused']);
    expect(called('portolan.dev/closed-ports: "9090"').words()).toEqual(['answered']);
  });

  it('portolan.dev/delay: the answer takes that much longer, and comes', () => {
    const took = (town: Town): number => {
      const times = town.outcomes().map(({ from, outcome }) => (outcome?.at ?? from) - from);
      return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
    };
    const [quick, slow] = [called('portolan.dev/delay: 0ms'), called('portolan.dev/delay: 400ms')];
    expect([quick.words(), slow.words()]).toEqual([['answered'], ['answered']]);
    expect(took(slow) - took(quick)).toBeGreaterThanOrEqual(390);
    expect(took(slow) - took(quick)).toBeLessThan(500);
  });

  it('portolan.dev/delay: too late for a probe that waits a second takes the Pod out of the Service', () => {
    expect(called('portolan.dev/delay: 1500ms', READINESS).words()).toEqual(['rejected']);
  });

  it('portolan.dev/liveness: the kubelet restarts it again and again; whoever calls meanwhile is answered or refused', () => {
    const town = called('portolan.dev/liveness: fail', LIVENESS);
    const restarts = pods(town).map(({ status }) => status?.containerStatuses?.[0]?.restartCount ?? 0);
    expect(Math.min(...restarts)).toBeGreaterThanOrEqual(1);
    expect(town.words().every((word) => ['answered', 'refused', 'rejected', 'timed out'].includes(word))).toBe(true);
  });

  it('portolan.dev/liveness: without a livenessProbe nobody notices', () => {
    const town = called('portolan.dev/liveness: fail');
    expect(pods(town).map(({ status }) => status?.containerStatuses?.[0]?.restartCount)).toEqual([0, 0, 0]);
    expect(town.words()).toEqual(['answered']);
  });
});
