/** DNS record types that are asked for here. */
export type RecordType = 'A' | 'AAAA' | 'SRV' | 'PTR' | 'CNAME' | 'TXT' | 'SOA' | 'NS';

/** One record of a DNS answer; `ttl` in seconds, `data` as a zone file would write it. */
export interface ResourceRecord {
  readonly name: string;
  readonly type: RecordType;
  readonly ttl: number;
  readonly data: string;
}

/** A question to a name server; names are absolute and end with a dot. */
export interface DnsQuery {
  readonly kind: 'dns-query';
  readonly id: number;
  readonly name: string;
  readonly type: RecordType;
}

/** A name server's answer to a question. */
export interface DnsAnswer {
  readonly kind: 'dns-answer';
  readonly id: number;
  readonly name: string;
  readonly type: RecordType;
  readonly rcode: 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL' | 'REFUSED';
  readonly authoritative: boolean;
  readonly answer: readonly ResourceRecord[];
  readonly authority: readonly ResourceRecord[];
  readonly additional: readonly ResourceRecord[];
}

/** An HTTP request, as far as it matters who answers it. */
export interface HttpRequest {
  readonly kind: 'http-request';
  readonly method: string;
  readonly host: string;
  readonly path: string;
}

/** An HTTP response; `servedBy` is the Pod's name and `seenSource` the caller's address as the server saw it. */
export interface HttpResponse {
  readonly kind: 'http-response';
  readonly status: number;
  readonly servedBy: string;
  readonly seenSource: string;
}

/** A line of text, as a plain TCP or UDP program sends it; an answer says who gave it and which address it saw. */
export interface TextLine {
  readonly kind: 'text';
  readonly text: string;
  readonly servedBy?: string;
  readonly seenSource?: string;
}

/** What a packet carries for the programs at its ends; kernels do not look inside. */
export type Payload = DnsQuery | DnsAnswer | HttpRequest | HttpResponse | TextLine;
