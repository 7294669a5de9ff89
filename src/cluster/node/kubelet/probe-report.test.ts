import { expect, test } from 'vitest';
import { answeredProbe, begunProbe, probeReport, ticksOf } from './probe-run.ts';

const PROBE = { periodSeconds: 5, failureThreshold: 3 };
const PASSES = { passes: true, says: '', takes: 0 };
const FAILS = { passes: false, says: 'statuscode: 503', takes: 0 };
const ticks = ticksOf(PROBE, 400);
const begun = begunProbe('liveness', PROBE, ticks, { startedAt: 1000, open: 1000 }, PASSES);

test('before its first run a check has only a next one', () => {
  expect(probeReport(begun, ticks, 2000)).toEqual({ result: true, answer: PASSES, inARow: 0, next: 5400 });
});

test('runs come with the ticks of their worker', () => {
  expect(probeReport(begun, ticks, 5400)).toMatchObject({ inARow: 1, last: 5400, next: 10_400 });
  expect(probeReport(begun, ticks, 31_000)).toMatchObject({ inARow: 6, last: 30_400, next: 35_400 });
});

test('an answer that changed counts from the first run that gets it; until then the streak before goes on', () => {
  const failing = answeredProbe(begun, FAILS, ticks, 31_000);
  expect(probeReport(failing, ticks, 31_000)).toMatchObject({ answer: PASSES, inARow: 6, last: 30_400, next: 35_400 });
  expect(probeReport(failing, ticks, 41_000)).toMatchObject({ answer: FAILS, inARow: 2, last: 40_400, next: 45_400 });
});
