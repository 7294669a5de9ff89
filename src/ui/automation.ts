import type { Conversation, Instant, ManifestFile } from '../worker/protocol.ts';
import { type Answer, applyText, playHead, store, writeFile } from './store/index.ts';
import { drawCrowd, type PacketOnChart, packetsOnChart, type UnderPoint, whatIsAt } from './topology/index.ts';

/**
 * `window.portolan`: what an embedding page or a test may do with the playground. Instants are milliseconds of virtual
 * time; points are client coordinates in CSS px. Names and shapes stay; new ones may be added.
 */
export interface Portolan {
  /** Grows when a name changes its meaning. */
  readonly version: 1;
  readonly scenario: {
    /** The manifests as they stand in the editor. */
    files(): readonly ManifestFile[];
    /** Replaces the text of one file and applies all of them. Answers once the cluster has taken them in. */
    write(name: string, text: string): Promise<Answer>;
  };
  readonly clock: {
    now(): Instant;
    /** The latest instant of this history that has been watched. */
    present(): Instant;
    playing(): boolean;
    play(): void;
    pause(): void;
    /** Goes to an instant between 0 and the present. */
    seek(to: Instant): void;
    stepForward(): void;
    stepBack(): void;
    /** Virtual seconds per real second. */
    speed(): number;
    setSpeed(to: number): void;
  };
  /** Every conversation that the page knows, oldest first: its packets, where each is when, and how it came out. */
  traces(): readonly Conversation[];
  readonly chart: {
    /** Every packet that is drawn now, and where. */
    packets(): readonly PacketOnChart[];
    /** What is drawn under a point now. */
    at(x: number, y: number): UnderPoint | undefined;
    /** Puts so many made-up packets on the roads, for `lasting` ms from now, to see how fast they are drawn. */
    crowd(packets: number, lasting: Instant): void;
  };
}

declare global {
  interface Window {
    portolan?: Portolan;
  }
}

const portolan: Portolan = {
  version: 1,
  scenario: {
    files: () => store.getState().files,
    write: (name, text) => {
      writeFile(name, text);
      return applyText();
    },
  },
  clock: {
    now: () => playHead.now(),
    present: () => playHead.present(),
    playing: () => playHead.playing,
    play: () => playHead.play(),
    pause: () => playHead.pause(),
    seek: (to) => playHead.seek(to),
    stepForward: () => playHead.stepForward(),
    stepBack: () => playHead.stepBack(),
    speed: () => playHead.speed,
    setSpeed: (to) => playHead.setSpeed(to),
  },
  traces: () => [...store.getState().conversations.values()].toSorted((one, other) => one.from - other.from),
  chart: {
    packets: () => packetsOnChart(playHead.now()),
    at: (x, y) => whatIsAt(playHead.now(), x, y),
    crowd: (packets, lasting) => drawCrowd(packets, playHead.now(), lasting),
  },
};

/** Puts the interface on the page. */
export function offerAutomation(): void {
  window.portolan = portolan;
}
