import { expect, test } from 'vitest';
import { isAbout } from './lights.ts';

test.each([
  ['spec.ports[0]', 'spec.ports[0].targetPort', true],
  ['spec.ports[0].targetPort', 'spec.ports[0]', true],
  ['spec.ports[1]', 'spec.ports[10]', false],
  ['spec.ports', 'spec.ports[3]', true],
  ['spec.selector', 'spec.ports', false],
  ['', 'spec.type', true],
])('%j and %j: %s', (one, other, expected) => {
  expect(isAbout(one, other)).toBe(expected);
});
