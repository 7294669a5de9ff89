/** How a quantity is written: with suffixes of thousands, with those of 1024, or with an exponent of ten. */
type Format = 'decimal' | 'binary' | 'exponent';

/** A quantity as it was read: thousand-millionths of its unit, and how it was written. */
interface Quantity {
  readonly nanos: bigint;
  readonly format: Format;
}

const NANO = 1_000_000_000n;
/** What does not fit in 64 bits is as good as this. */
const MOST = (2n ** 63n - 1n) * NANO;

const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

const SHAPE = '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$';
const RE_SHAPE = new RegExp(SHAPE);
/** An exponent beyond this is as good as zero, or as the most there is. */
const MOST_EXPONENT = 60;
/** More digits than these nobody means. */
const MOST_DIGITS = 400;

/** How much a suffix stands for: a power of ten or of 1024; undefined when it is none. */
function scaleOf(suffix: string): { readonly ten: number; readonly two: number; readonly format: Format } | undefined {
  const decimal = DECIMAL.indexOf(suffix);
  if (decimal >= 0) return { ten: 3 * (decimal - 3), two: 0, format: 'decimal' };
  const binary = BINARY.indexOf(suffix);
  if (binary >= 0) return { ten: 0, two: 10 * binary, format: 'binary' };
  const exponent = /^[eE]([+-]?\d+)$/.exec(suffix)?.[1];
  if (exponent === undefined) return undefined;
  const ten = Math.max(-MOST_EXPONENT, Math.min(MOST_EXPONENT, Number(exponent)));
  return { ten, two: 0, format: 'exponent' };
}

/** The quotient away from zero. */
function roundedUp(value: bigint, by: bigint): bigint {
  const rest = value % by;
  if (rest === 0n) return value / by;
  return value / by + (value < 0n ? -1n : 1n);
}

function parse(text: string): Quantity | string {
  const [, number = '', suffix = ''] = RE_SHAPE.exec(text) ?? [];
  if (number === '') return `quantities must match the regular expression '${SHAPE}'`;
  const digits = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(number);
  const [, sign, whole = '', fraction = ''] = digits ?? [];
  if (!digits || whole + fraction === '') return `quantities must match the regular expression '${SHAPE}'`;
  const scale = scaleOf(suffix);
  if (!scale) return "unable to parse quantity's suffix";
  const value = BigInt((whole + fraction).slice(0, MOST_DIGITS)) * (sign === '-' ? -1n : 1n) * 2n ** BigInt(scale.two);
  const power = scale.ten - Math.min(fraction.length, MOST_DIGITS) + 9;
  const exact = power >= 0 ? value * 10n ** BigInt(power) : roundedUp(value, 10n ** BigInt(-power));
  const nanos = exact > MOST ? MOST : exact < -MOST ? -MOST : exact;
  return { nanos, format: scale.format };
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : (JSON.stringify(value) ?? 'undefined');

/** Why a value is no quantity, in the words of Go's decoder; undefined when it is one. */
export function quantityFault(value: unknown): string | undefined {
  const read = parse(textOf(value));
  return typeof read === 'string' ? read : undefined;
}

function read(value: unknown): Quantity {
  const quantity = parse(textOf(value));
  return typeof quantity === 'string' ? { nanos: 0n, format: 'decimal' } : quantity;
}

/** A whole number without its factors of ten or 1024, in steps of the suffixes. */
function withoutFactors(value: bigint, factor: bigint, most: number): readonly [bigint, number] {
  let [left, count] = [value, 0];
  while (count < most && left % factor === 0n) [left, count] = [left / factor, count + 1];
  return [left, count];
}

/** A quantity as the API server writes it: `0.5` is `500m`, `1024Mi` is `1Gi`, `1000m` is `1`. Models resource.Quantity CanonicalizeBytes (v1.36). */
export function canonicalQuantity(value: string | number): string {
  const { nanos, format } = read(value);
  if (nanos === 0n) return '0';
  const large = nanos >= 1024n * NANO || nanos <= -1024n * NANO;
  if (format === 'binary' && large && nanos % NANO === 0n) {
    const [number, count] = withoutFactors(nanos / NANO, 1024n, BINARY.length - 1);
    return `${number}${BINARY[count]}`;
  }
  const [number, count] = withoutFactors(nanos, 1000n, DECIMAL.length - 1);
  const exponent = 3 * (count - 3);
  if (format === 'exponent') return exponent === 0 ? `${number}` : `${number}e${exponent}`;
  return `${number}${DECIMAL[count]}`;
}

/** The number that a quantity (`250m`, `64Mi`, `1e3`, 2) stands for; 0 for what is no quantity. Models apimachinery resource.ParseQuantity (v1.36). */
export function quantity(value: string | number | undefined): number {
  return value === undefined ? 0 : Number(read(value).nanos) / 1e9;
}

/** How two quantities compare: negative, 0 or positive. */
export function compareQuantities(one: string | number, other: string | number): number {
  const difference = read(one).nanos - read(other).nanos;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** How many `parts` of a unit a quantity is, rounded up: thousandths with 1000. Models Quantity.MilliValue and Value. */
export function quantityIn(value: string | number, parts: 1 | 1000): number {
  return Number(roundedUp(read(value).nanos * BigInt(parts), NANO));
}
