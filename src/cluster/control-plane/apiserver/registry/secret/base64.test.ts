import fc from 'fast-check';
import { expect, it } from 'vitest';
import { base64 } from './base64.ts';

it('writes what everybody else writes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(base64(text)).toBe(Buffer.from(text, 'utf8').toString('base64'));
    }),
  );
});
