import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressIn, isIn, isLoopback, parseAddress, prefixLength, printAddress } from './address.ts';

describe('an address', () => {
  it('is read in every spelling and written in one', () => {
    const spellings = {
      '2001:db8::1': '2001:0DB8:0:0:0:0:0:1',
      '::': '0:0:0:0:0:0:0:0',
      '::ffff:a00:1': '::ffff:10.0.0.1',
    };
    for (const [short, long] of Object.entries(spellings)) {
      expect(parseAddress(long)).toEqual(parseAddress(short));
      expect(printAddress(parseAddress(long) ?? [])).toBe(short);
    }
    expect(printAddress(parseAddress('1:0:0:2:0:0:0:3') ?? [])).toBe('1:0:0:2::3');
    expect(printAddress(parseAddress('1:0:2:3:4:5:6:7') ?? [])).toBe('1:0:2:3:4:5:6:7');
  });

  it('is nothing when it is misspelt', () => {
    for (const text of ['', '10.0.0', '10.0.0.256', '1::2::3', '1:2:3', '12345::', 'g::', '1:2:3:4:5:6:7:8::']) {
      expect(parseAddress(text)).toBeUndefined();
    }
  });

  it('survives being written and read, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
        const address = parseAddress(text);
        expect(parseAddress(printAddress(address ?? []))).toEqual(address);
      }),
    );
  });

  it('is a loopback address in both families', () => {
    expect(['127.0.0.1', '127.8.0.1', '::1', '10.0.0.1', '::2'].map(isLoopback)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('a range', () => {
  it('holds the addresses whose first bits are its own', () => {
    expect(isIn('10.111.255.255', '10.96.0.0/12')).toBe(true);
    expect(isIn('10.112.0.0', '10.96.0.0/12')).toBe(false);
    expect(isIn('203.0.113.15', '203.0.113.0/28')).toBe(true);
    expect(isIn('203.0.113.16', '203.0.113.0/28')).toBe(false);
    expect(isIn('10.3.15.255', '10.3.0.0/20')).toBe(true);
    expect(isIn('200.1.1.1', '128.0.0.0/1')).toBe(true);
    expect(isIn('8.8.8.8', '0.0.0.0/0')).toBe(true);
    expect(isIn('fd00:10:244:1::5', 'fd00:10:244::/56')).toBe(true);
    expect(isIn('fd00:10:245::5', 'fd00:10:244::/56')).toBe(false);
  });

  it('without a length is one address, and never holds the other family', () => {
    expect(isIn('10.0.0.1', '10.0.0.1')).toBe(true);
    expect(isIn('10.0.0.2', '10.0.0.1')).toBe(false);
    expect(isIn('::1', '0.0.0.0/0')).toBe(false);
  });

  it('agrees with arithmetic on IPv4', () => {
    const number = (ip: string) => ip.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV4(), fc.integer({ min: 0, max: 32 }), (ip, base, length) => {
        const size = 2 ** (32 - length);
        expect(isIn(ip, `${base}/${length}`)).toBe(Math.floor(number(ip) / size) === Math.floor(number(base) / size));
      }),
    );
  });

  it('counts its addresses from the first one', () => {
    expect(addressIn('10.244.1.0/24', 1)).toBe('10.244.1.1');
    expect(addressIn('10.244.1.77/25', 1)).toBe('10.244.1.1');
    expect(addressIn('10.244.255.0/16', 65_536)).toBe('10.245.0.0');
    expect(addressIn('fd00:10:244:1::/64', 1)).toBe('fd00:10:244:1::1');
    expect(addressIn('nonsense', 1)).toBeUndefined();
  });

  it('has a length', () => {
    expect(['10.0.0.0/8', '10.0.0.1', 'fd00::1'].map(prefixLength)).toEqual([8, 32, 128]);
  });
});
