/** The columns of the Concept lens: left edge and width, in chart pixels. */
export const COLUMNS = {
  clients: { x: 22, width: 144 },
  entry: { x: 230, width: 128 },
  service: { x: 406, width: 136 },
  rules: { x: 584, width: 154 },
  pods: { x: 782, width: 140 },
} as const;

/** The name of a column. */
export type ColumnName = keyof typeof COLUMNS;

/** The words over the columns. */
export const CAPTIONS: Readonly<Record<ColumnName, string>> = {
  clients: 'Clients',
  entry: 'Entry',
  service: 'Service',
  rules: 'kube-proxy rules',
  pods: 'Pods',
};

/** Where the captions and the first row of things stand. */
export const CAPTION_Y = 14;
export const TOP = 62;

/** Room between things of one column, and between the rows of two Services. */
export const GAP = 24;
export const BAND_GAP = 44;

/** How far the coast of the cluster keeps from what stands in it. */
export const SHORE = 20;

export const CARD = { height: 76, dns: 76, pod: 66, podGap: 10, more: 46, idleMachine: 30 } as const;

/** A machine's frame: room around its Pods and for its name above. */
export const FRAME = { pad: 10, title: 22, gap: 12 } as const;

/** A Client's card grows by this for every Client that sends from the Pod. */
export const SEND_HEIGHT = 32;

/** How many of a Pod's Clients have a line of their own. */
export const SENDS_SHOWN = 3;

/** The strand of all new connections is as wide as this; a branch has its share of it. */
export const FULL_STRAND = 16;

/** Where roads meet cards, counted from the card's top. */
export const PORT = { approach: 28, dns: 58, dnsIn: 34, service: 86 } as const;

/** Under the lowest thing: the name of the water, then the road of packets that go straight to an address. */
export const FOOT = { road: 46, coast: 66 } as const;

/** An entry's card: its head, a line per door and where the road runs under its words, how far above its Service it starts, and how much room roads leave it. */
export const ENTRY = { head: 34, balancerHead: 68, door: 32, road: 22, doorsShown: 4, above: 86, clear: 14 } as const;

/** A firewall's wall between callers outside and the entries. */
export const WALL = { x: 194, width: 10 } as const;

/** Hosts outside stand under the coast. */
export const OUTSIDE_ROW = { gap: 22, height: 62 } as const;

/** Under a row with a selector that takes nothing: room for the line from the selector to the labels. */
export const RHUMB = { drop: 30, room: 58 } as const;

/** The reply lane beside the request. */
export const REPLY = 14;
