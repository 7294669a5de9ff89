import type { TcpFlag } from '../../network/index.ts';

/** Where conntrack thinks that a TCP connection stands. `SYN_SENT2`: both sides have sent a SYN. */
export type TcpState =
  | 'SYN_SENT'
  | 'SYN_RECV'
  | 'ESTABLISHED'
  | 'FIN_WAIT'
  | 'CLOSE_WAIT'
  | 'LAST_ACK'
  | 'TIME_WAIT'
  | 'CLOSE'
  | 'SYN_SENT2';

/** What a packet does to a connection: another state, `ignored` (it says nothing), or `invalid`. */
export type TcpStep = TcpState | 'ignored' | 'invalid';

type Event = 'syn' | 'synack' | 'fin' | 'ack' | 'rst';

const COLUMNS = [
  'none',
  'SYN_SENT',
  'SYN_RECV',
  'ESTABLISHED',
  'FIN_WAIT',
  'CLOSE_WAIT',
  'LAST_ACK',
  'TIME_WAIT',
  'CLOSE',
  'SYN_SENT2',
] as const;

const NAMES: Readonly<Record<string, TcpStep>> = {
  SS: 'SYN_SENT',
  SR: 'SYN_RECV',
  ES: 'ESTABLISHED',
  FW: 'FIN_WAIT',
  CW: 'CLOSE_WAIT',
  LA: 'LAST_ACK',
  TW: 'TIME_WAIT',
  CL: 'CLOSE',
  S2: 'SYN_SENT2',
  IG: 'ignored',
  IV: 'invalid',
};

/** One row per kind of packet, one column per state it finds, in the order of COLUMNS. */
const TRANSITIONS: Readonly<Record<'original' | 'reply', Readonly<Record<Event, string>>>> = {
  original: {
    syn: 'SS SS IG IG IG IG IG SS SS S2',
    synack: 'IV IV SR IV IV IV IV IV IV SR',
    fin: 'IV IV FW FW LA LA LA TW CL IV',
    ack: 'ES IV ES ES CW CW TW TW CL IV',
    rst: 'IV CL CL CL CL CL CL CL CL CL',
  },
  reply: {
    syn: 'IV S2 IV IV IV IV IV SS IV S2',
    synack: 'IV SR IG IG IG IG IG IG IG SR',
    fin: 'IV IV FW FW LA LA LA TW CL IV',
    ack: 'IV IG SR ES CW CW TW TW CL IG',
    rst: 'IV CL CL CL CL CL CL CL CL CL',
  },
};

function eventOf(flags: readonly TcpFlag[]): Event {
  if (flags.includes('RST')) return 'rst';
  if (flags.includes('SYN')) return flags.includes('ACK') ? 'synack' : 'syn';
  return flags.includes('FIN') ? 'fin' : 'ack';
}

function read(direction: 'original' | 'reply', event: Event): ReadonlyMap<string, TcpStep> {
  const cells = TRANSITIONS[direction][event].split(' ');
  return new Map(COLUMNS.map((state, i) => [state, NAMES[cells[i] ?? ''] ?? 'invalid'] as const));
}

const EVENTS: readonly Event[] = ['syn', 'synack', 'fin', 'ack', 'rst'];
const TABLE = {
  original: new Map(EVENTS.map((event) => [event, read('original', event)])),
  reply: new Map(EVENTS.map((event) => [event, read('reply', event)])),
};

/**
 * What a packet makes of a connection's state; `undefined` stands for a connection that is not known yet. Windows and
 * sequence numbers are not looked at. Models tcp_conntracks in net/netfilter/nf_conntrack_proto_tcp.c.
 */
export function tcpStep(state: TcpState | undefined, flags: readonly TcpFlag[], original: boolean): TcpStep {
  const row = TABLE[original ? 'original' : 'reply'].get(eventOf(flags));
  return row?.get(state ?? 'none') ?? 'invalid';
}

/** Whether a SYN starts a new connection in the place of this one, which is over. */
export const isReopened = (state: TcpState, step: TcpStep): boolean =>
  step === 'SYN_SENT' && (state === 'TIME_WAIT' || state === 'CLOSE');
