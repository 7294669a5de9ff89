import { expect, it } from 'vitest';
import { printRanges } from './ranges.ts';

it.each([
  ['one range without braces', ['10.0.0.0/8'], '10.0.0.0/8'],
  ['a range with its host bits cleared', ['10.2.3.4/8'], '10.0.0.0/8'],
  ['a range of one address as that address', ['10.0.0.1/32'], '10.0.0.1'],
  ['everything as it is', ['0.0.0.0/0'], '0.0.0.0/0'],
  ['several in order', ['203.0.113.0/28', '9.0.0.1', '198.18.0.0/15'], '{ 9.0.0.1, 198.18.0.0/15, 203.0.113.0/28 }'],
  ['ranges that touch as one, still in braces', ['10.0.0.0/9', '10.128.0.0/9'], '{ 10.0.0.0/8 }'],
  ['what another range holds not at all', ['10.0.0.0/8', '10.1.0.0/16', '9.0.0.1'], '{ 9.0.0.1, 10.0.0.0/8 }'],
  ['a run that no prefix says by its ends', ['10.2.3.4/8', '11.2.3.4/9'], '{ 10.0.0.0-11.127.255.255 }'],
  [
    'single addresses apart, though they touch',
    ['10.0.0.3', '10.0.0.1', '10.0.0.2'],
    '{ 10.0.0.1, 10.0.0.2, 10.0.0.3 }',
  ],
  ['addresses with a length as ranges, which touch', ['10.0.0.1/32', '10.0.0.2/32'], '{ 10.0.0.1-10.0.0.2 }'],
  ['a lone address among ranges as a range', ['10.0.0.1/32', '10.0.0.0'], '{ 10.0.0.0/31 }'],
  ['IPv6 shortened', ['fd00::/64', 'fd00:0:0:1::/64', '2001:db8::1'], '{ 2001:db8::1, fd00::/63 }'],
])('prints %s', (_, ranges, text) => {
  expect(printRanges(ranges)).toBe(text);
});
