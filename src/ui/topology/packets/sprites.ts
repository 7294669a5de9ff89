import type { Shape } from '../../../worker/protocol.ts';
import type { Palette } from './palette.ts';

/** One look of a packet: packets of a crowd that look alike are prints of one picture. */
export interface Look {
  readonly shape: Shape;
  readonly letter: string;
  readonly hollow: boolean;
}

/** Draws one packet of a look around the origin. */
export type Draw = (ctx: OffscreenCanvasRenderingContext2D, look: Look) => void;

/** Pictures of packets by look, for one palette and one size. */
export class Sprites {
  /** Filled and hollow ones by shape and letter: looked up for every packet of every frame. */
  readonly #pictures: Readonly<Record<'full' | 'hollow', Map<string, Map<Shape, ImageBitmap>>>> = {
    full: new Map(),
    hollow: new Map(),
  };
  readonly #draw: Draw;
  readonly #scale: number;
  readonly #half: (shape: Shape) => number;

  /** `half` tells half the side of a shape's picture, in chart pixels. */
  constructor(half: (shape: Shape) => number, scale: number, draw: Draw) {
    this.#half = half;
    this.#scale = scale;
    this.#draw = draw;
  }

  /** The picture of a look, drawn once. */
  of(shape: Shape, letter: string, hollow: boolean): ImageBitmap {
    const byLetter = this.#pictures[hollow ? 'hollow' : 'full'];
    const known = byLetter.get(letter)?.get(shape);
    if (known !== undefined) return known;
    const drawn = this.#drawn({ shape, letter, hollow });
    byLetter.set(letter, new Map(byLetter.get(letter)).set(shape, drawn));
    return drawn;
  }

  #drawn(look: Look): ImageBitmap {
    const side = 2 * Math.ceil(this.#half(look.shape) * this.#scale);
    const canvas = new OffscreenCanvas(side, side);
    const ctx = canvas.getContext('2d');
    if (ctx !== null) {
      ctx.setTransform(this.#scale, 0, 0, this.#scale, side / 2, side / 2);
      this.#draw(ctx, look);
    }
    return canvas.transferToImageBitmap();
  }
}

interface Kept {
  readonly palette: Palette;
  readonly scale: number;
  readonly sprites: Sprites;
}

let kept: Kept | undefined;

/** The pictures for a palette and a scale (screen pixels per chart pixel); drawn anew when one of them changes. */
export function spritesFor(palette: Palette, scale: number, half: (shape: Shape) => number, draw: Draw): Sprites {
  if (kept?.palette === palette && kept.scale === scale) return kept.sprites;
  const sprites = new Sprites(half, scale, draw);
  kept = { palette, scale, sprites };
  return sprites;
}
