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
  readonly #pictures = new Map<string, ImageBitmap>();
  readonly #draw: Draw;
  readonly #scale: number;
  /** Half the side of a picture, in chart pixels. */
  readonly half: number;

  constructor(half: number, scale: number, draw: Draw) {
    this.half = Math.ceil(half * scale) / scale;
    this.#scale = scale;
    this.#draw = draw;
  }

  /** The picture of a look, drawn once. */
  of(look: Look): ImageBitmap {
    const key = `${look.shape}${look.letter}${look.hollow}`;
    const known = this.#pictures.get(key) ?? this.#drawn(look);
    this.#pictures.set(key, known);
    return known;
  }

  #drawn(look: Look): ImageBitmap {
    const side = Math.round(2 * this.half * this.#scale);
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
export function spritesFor(palette: Palette, scale: number, half: number, draw: Draw): Sprites {
  if (kept?.palette === palette && kept.scale === scale) return kept.sprites;
  const sprites = new Sprites(half, scale, draw);
  kept = { palette, scale, sprites };
  return sprites;
}
