import { expect, test } from 'vitest';
import { partedFrom } from './unlike.ts';

test('two words are parted where they differ', () => {
  expect(partedFrom('random-generater', 'random-generator')).toEqual({
    same: 'random-generat',
    differs: 'e',
    rest: 'r',
  });
  expect(partedFrom('web', 'web-2')).toEqual({ same: 'web', differs: '', rest: '' });
  expect(partedFrom('web-2', 'web')).toEqual({ same: 'web', differs: '-2', rest: '' });
});

test('beside nothing all of it differs', () => {
  expect(partedFrom('web', '')).toEqual({ same: '', differs: 'web', rest: '' });
});
