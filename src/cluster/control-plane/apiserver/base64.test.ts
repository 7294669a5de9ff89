import fc from 'fast-check';
import { expect, it } from 'vitest';
import { base64, base64Fault, plainText } from './base64.ts';

it('writes what everybody else writes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(base64(text)).toBe(Buffer.from(text, 'utf8').toString('base64'));
    }),
  );
});

it('what is no base64 is refused at its first wrong byte', () => {
  expect(['YWJj', 'YWI=', 'YQ==', '', 'YW\nJj'].map(base64Fault)).toEqual(Array(5).fill(undefined));
  expect(base64Fault('not base64!')).toBe('illegal base64 data at input byte 3');
  expect(base64Fault('YWJjZ')).toBe('illegal base64 data at input byte 4');
});

it('base64 is read back', () => {
  expect(plainText(base64('{"a": 1}'))).toBe('{"a": 1}');
});
