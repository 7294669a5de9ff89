const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bytes of a text in UTF-8. */
function utf8(text: string): number[] {
  return Array.from(text).flatMap((character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) return [code];
    const rest = (count: number): number[] =>
      Array.from({ length: count }, (_, i) => 0x80 | ((code >> (6 * (count - 1 - i))) & 0x3f));
    if (code < 0x800) return [0xc0 | (code >> 6), ...rest(1)];
    return code < 0x10000 ? [0xe0 | (code >> 12), ...rest(2)] : [0xf0 | (code >> 18), ...rest(3)];
  });
}

/** A text in base 64 (RFC 4648), as Secrets keep it. */
export function base64(text: string): string {
  const bytes = utf8(text);
  let encoded = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const bits = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const letters = [18, 12, 6, 0].map((shift) => ALPHABET[(bits >> shift) & 0x3f]).join('');
    encoded += letters.slice(0, Math.min(3, bytes.length - i) + 1).padEnd(4, '=');
  }
  return encoded;
}

/** The text that base64 stands for, byte by byte; what is no base64 is left out. */
export function plainText(value: string): string {
  const digits = [...value].map((sign) => ALPHABET.indexOf(sign)).filter((digit) => digit >= 0);
  let [bits, count, text] = [0, 0, ''];
  for (const digit of digits) {
    [bits, count] = [((bits << 6) | digit) & 0xffff, count + 6];
    if (count < 8) continue;
    count -= 8;
    text += String.fromCharCode((bits >> count) & 0xff);
  }
  return text;
}

/** Why a text is no base64, in the words of Go's decoder; undefined when it is. Line breaks do not count. */
export function base64Fault(value: string): string | undefined {
  const body = value.replace(/={0,2}[\r\n]*$/, '');
  let [count, started] = [0, 0];
  for (let i = 0; i < body.length; i++) {
    const sign = body[i] ?? '';
    if (sign === '\n' || sign === '\r') continue;
    if (!ALPHABET.includes(sign)) return `illegal base64 data at input byte ${i}`;
    if (count % 4 === 0) started = i;
    count++;
  }
  const padding = value.slice(body.length).replaceAll(/[\r\n]/g, '').length;
  if ((count + padding) % 4 === 0 && (padding === 0 || count % 4 >= 2)) return undefined;
  return `illegal base64 data at input byte ${padding > 0 ? value.length : started}`;
}
