import { beforeEach, expect, test, vi } from 'vitest';
import type { FromWorker, ToWorker, Update } from '../../worker/protocol.ts';
import { playHead } from './play-head.ts';
import { command, connect, openDetail, startCluster } from './session.ts';
import { store } from './state.ts';

const sent: ToWorker[] = [];
let receive: (message: FromWorker) => void = () => undefined;
let fail: (event: Event) => void = () => undefined;

const update = (seq: number, now: number, rest: Partial<Update> = {}): Update => ({
  t: 'update',
  seq,
  now,
  revision: 1,
  ...rest,
});

/** A detail as it comes when its listing has not changed. */
const RULES = { of: 'rules', node: 'node-1', mode: 'iptables', counts: [], syncedAt: 0 } as const;

/** Nothing on the chart, and nothing of what was there. */
const NONE = { reset: true, put: [], remove: [] } as const;

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', () => 0);
  sent.length = 0;
  connect({
    postMessage: (message) => sent.push(message),
    addEventListener: (type: string, listener: (event: never) => void) => {
      if (type === 'message') receive = (data) => listener({ data } as never);
      if (type === 'error') fail = (event) => listener(event as never);
    },
  });
});

test('starts with the seed and the files', () => {
  startCluster([{ name: 'app.yaml', text: '' }], 7);
  expect(sent).toEqual([{ t: 'start', seed: 7, files: [{ name: 'app.yaml', text: '' }] }]);
});

test('a new cluster is shown shortly before the instant to which the engine has brought it, so that time can pass at once', () => {
  startCluster([], 1);
  receive(update(1, 1150, { things: NONE }));
  expect(playHead.now()).toBe(1145);
  receive(update(2, 1160));
  expect(playHead.now()).toBe(1145);
});

test('progress is shown while a cluster starts or a text is applied, and goes with the result', () => {
  const progress = { doing: 'apply', done: 250, of: 1000 } as const;
  startCluster([], 1);
  receive(update(1, 0, { progress }));
  expect(store.getState().progress).toEqual(progress);
  expect(sent.at(-1)).toEqual({ t: 'ack', seq: 1 });
  receive(update(2, 1150, { things: NONE }));
  expect(store.getState().progress).toBeUndefined();
  expect(playHead.now()).toBe(1145);
});

test('what is still told of the cluster before is acknowledged and not shown', () => {
  startCluster([], 1);
  receive(update(3, 1150, { things: NONE }));
  startCluster([], 1);
  receive(update(4, 9000, { revision: 99 }));
  expect(store.getState().revision).toBe(1);
  expect(sent.at(-1)).toEqual({ t: 'ack', seq: 4 });
  receive(update(5, 1200, { things: NONE }));
  expect(playHead.now()).toBe(1195);
});

test('an update is taken in, then acknowledged', () => {
  const node = {
    kind: 'node',
    id: 'Node//node-1',
    name: 'node-1',
    address: '',
    podCIDR: '',
    ready: true,
    pods: 0,
    proxy: { mode: 'iptables' },
    holes: [],
  } as const;
  receive(update(7, 10, { things: { put: [node], remove: [] } }));
  expect(store.getState().things.get('Node//node-1')).toBe(node);
  expect(store.getState().engine).toBe('running');
  expect(sent).toEqual([{ t: 'ack', seq: 7 }]);
});

test('a command is answered by the message of its own number', async () => {
  const first = command({ act: 'delete-pod', pod: 'Pod/default/a' });
  const second = command({ act: 'delete-pod', pod: 'Pod/default/b' });
  const [one, two] = sent.flatMap((message) => (message.t === 'command' ? [message.id] : []));
  const status = { code: 404, reason: 'NotFound', message: 'pods "b" not found' };
  receive({ t: 'refused', id: two ?? 0, status });
  receive({ t: 'done', id: one ?? 0 });
  expect(await first).toEqual({ done: true });
  expect(await second).toEqual({ done: false, status });
});

test('the engine hears of the first holder of a detail and of the last', () => {
  const detail = { of: 'rules', node: 'node-1' } as const;
  const closeOne = openDetail(detail);
  const closeTwo = openDetail(detail);
  receive(update(8, 10, { details: [RULES] }));
  closeOne();
  expect(store.getState().details.has('rules node-1')).toBe(true);
  closeTwo();
  expect(store.getState().details.has('rules node-1')).toBe(false);
  expect(sent.filter((message) => message.t !== 'ack')).toEqual([
    { t: 'open', detail },
    { t: 'close', detail },
  ]);
});

test('an engine that has lived less than before has forked: the play-head follows', () => {
  receive(update(9, 500));
  receive(update(10, 200));
  expect(playHead.present()).toBeLessThanOrEqual(200);
});

test('a fault of the engine stays on the page, and the text with it', () => {
  vi.stubGlobal(
    'ErrorEvent',
    class extends Event {
      message = 'boom';
    },
  );
  store.setState({ files: [{ name: 'app.yaml', text: 'kind: Pod' }] });
  fail(new ErrorEvent('error'));
  receive(update(11, 210));
  expect(store.getState()).toMatchObject({
    engine: 'failed',
    failure: 'boom',
    files: [{ name: 'app.yaml', text: 'kind: Pod' }],
  });
});
