import { expect, test } from 'vitest';
import type { FromWorker, ToWorker } from '../../worker/protocol.ts';
import { EarlyPort } from './early-port.ts';

function engine(): { sent: ToWorker[]; says: (message: FromWorker) => void; port: EarlyPort } {
  const sent: ToWorker[] = [];
  const listeners: ((event: never) => void)[] = [];
  const port = new EarlyPort({
    postMessage: (message) => void sent.push(message),
    addEventListener: (type: string, listener: (event: never) => void) => {
      if (type === 'message') listeners.push(listener);
    },
  });
  const says = (data: FromWorker): void => {
    for (const listener of listeners) listener(new MessageEvent('message', { data }) as never);
  };
  return { sent, says, port };
}

test('what the engine says early waits, in order, until it is let through', () => {
  const { says, port } = engine();
  const heard: FromWorker[] = [];
  says({ t: 'awake' });
  port.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => heard.push(data));
  says({ t: 'done', id: 1 });
  expect(heard).toEqual([]);
  port.letThrough();
  says({ t: 'done', id: 2 });
  expect(heard).toEqual([{ t: 'awake' }, { t: 'done', id: 1 }, { t: 'done', id: 2 }]);
});

test('the engine is awake once it has said anything', async () => {
  const { says, port } = engine();
  const first = await Promise.race([port.awake.then(() => 'awake'), Promise.resolve('asleep')]);
  says({ t: 'awake' });
  await port.awake;
  expect(first).toBe('asleep');
});

test('what the page says goes to the engine at once', () => {
  const { sent, port } = engine();
  port.postMessage({ t: 'start', seed: 7, files: [] });
  expect(sent).toEqual([{ t: 'start', seed: 7, files: [] }]);
});
