/** The columns of the Wire lens: left edge and width, in chart pixels. */
export const ZONES = {
  outside: { x: 16, width: 132 },
  edge: { x: 172, width: 126 },
  network: { x: 312, width: 34 },
  machines: { x: 358, width: 528 },
} as const;

/** The cable of the nodes' network, and the one between outside and edge. */
export const CABLES = { network: 336, edge: 160 } as const;

/** The name of a zone. */
export type ZoneName = keyof typeof ZONES;

/** The words over the zones; the network has its own beside it. */
export const ZONE_CAPTIONS: readonly (readonly [ZoneName, string])[] = [
  ['outside', 'Outside'],
  ['edge', 'Edge'],
  ['machines', 'Cluster'],
];

/** Where the captions stand, and the first row of things. */
export const ZONE_TOP = 36;

/** Room between two machines, and around a chart. */
export const MACHINE_GAP = 10;
export const MARGIN = 20;

/** Inside an open machine, from its top edge: where packets from Pods come in, the kernel's line, the row of its own programs, the way out. */
export const INSIDE = { title: 30, fromPods: 52, line: 82, programs: 114, out: 134, height: 160 } as const;

/** A machine's own programs stand under the kernel and make it higher by this. */
export const PROGRAM = { width: 110, height: 42, gap: 6, row: 54 } as const;

/** A folded machine is one bar. */
export const FOLDED = { height: 32, line: 16, lane: 5 } as const;

/** Stations of the kernel, from a machine's left edge. */
export const STATIONS = { PREROUTING: 96, ROUTING: 164, FORWARD: 230, POSTROUTING: 312 } as const;

/** After POSTROUTING packets for the network turn down here, from a machine's left edge. */
export const TURN_OUT = STATIONS.POSTROUTING + 50;

/** The kernel's ground, from a machine's left edge. */
export const KERNEL = { x: 54, width: 314 } as const;

/** Pods stand at a machine's right edge; roads turn before them. */
export const PODS = { width: 134, pad: 8, turn: 12, card: 42, row: 22, gap: 6 } as const;

/** Ports in a machine's coast stand so far apart, upwards from over the interface. */
export const HOLE_PITCH = 30;

/** How many holes a coast has room for. */
export const HOLES_SHOWN = 2;

/** Devices outside the machines; packets pass along the free strip at their foot. */
export const DEVICE = { height: 78, gap: 14, strip: 13 } as const;

/** Two lanes of one road are so far apart. */
export const WIRE_LANE = 4;

/** What a machine's rules do with the address of a Service, under its kernel: from the machine's left edge, a row per port of a Service; so many on the whole chart beyond one per machine. */
export const READ_RULES = { x: 54, width: 326, row: 44, gap: 4, shown: 3 } as const;
