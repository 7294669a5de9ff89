import type { Outcome } from '../../worker/protocol.ts';
import { outcomeLook, outcomeWord, type Tone } from '../theme/index.ts';
import type { Palette, Token } from './palette.ts';

/** The icons of the outcomes on a grid of 16. */
const ICONS: Readonly<Record<string, string>> = {
  check: 'M3 8.5l3.2 3.2L13 5',
  cross: 'M4 4l8 8M12 4l-8 8',
  barred: 'M13.5 8a5.5 5.5 0 1 1 -11 0a5.5 5.5 0 1 1 11 0zM4.2 11.8l7.6 -7.6',
  clock: 'M13.8 8a5.8 5.8 0 1 1 -11.6 0a5.8 5.8 0 1 1 11.6 0zM8 4.8V8l2.2 1.6',
  question: 'M5.5 6a2.5 2.5 0 1 1 4 2c-.9.6 -1.5 1 -1.5 2M8 12.6v.3',
  unreachable: 'M2 8h5.5M11 8h3M9 4.5v7',
};

const COLORS: Readonly<Record<Tone, readonly [ink: Token, ground: Token]>> = {
  plain: ['ink-1', 'sunk'],
  good: ['good', 'good-bg'],
  warn: ['warn', 'warn-bg'],
  bad: ['bad', 'bad-bg'],
};

const HEIGHT = 16;

/** Draws an outcome's chip with its left end at `x`; only the icon when the word has no room. Gives its width. */
export function drawChip(
  context: CanvasRenderingContext2D,
  palette: Palette,
  outcome: Outcome,
  x: number,
  y: number,
  room: number,
): number {
  const { tone, icon } = outcomeLook(outcome);
  const word = outcomeWord(outcome);
  const [ink, ground] = COLORS[tone];
  context.font = `600 11px ${palette.ui}`;
  const whole = context.measureText(word).width + 25;
  const width = whole <= room ? whole : 18;
  if (width > room) return 0;
  context.fillStyle = palette[ground];
  context.beginPath();
  context.roundRect(x, y - HEIGHT / 2, width, HEIGHT, HEIGHT / 2);
  context.fill();
  drawIcon(context, ICONS[icon] ?? '', palette[ink], x + (width === whole ? 4.5 : 3.5), y - 5.5);
  if (width === whole) {
    context.fillStyle = palette[ink];
    context.textBaseline = 'middle';
    context.fillText(word, x + 18, y + 0.5);
  }
  return width;
}

function drawIcon(context: CanvasRenderingContext2D, path: string, color: string, x: number, y: number): void {
  context.save();
  context.translate(x, y);
  context.scale(11 / 16, 11 / 16);
  context.strokeStyle = color;
  context.lineWidth = 2;
  context.setLineDash([]);
  context.stroke(new Path2D(path));
  context.restore();
}
