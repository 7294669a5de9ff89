import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Engine } from './engine.ts';
import type {
  ConversationDetail,
  ManifestFile,
  ObjectDetail,
  RulesDetail,
  RulesThing,
  Thing,
  Update,
} from './protocol.ts';

const read = (name: string): ManifestFile => ({
  name,
  text: readFileSync(new URL(`../../public/lessons/01-first-packet/${name}`, import.meta.url), 'utf8'),
});
const FILES = ['app.yaml', 'cluster.yaml', 'traffic.yaml'].map(read);

/** A page without a screen: takes updates in as the real one does. */
class Page {
  readonly engine = new Engine();
  readonly things = new Map<string, Thing>();
  readonly conversations = new Map<string, NonNullable<Update['conversations']>['put'][number]>();
  problems: NonNullable<Update['problems']> = [];
  details: NonNullable<Update['details']> = [];
  now = 0;

  constructor(files: readonly ManifestFile[] = FILES) {
    this.engine.receive({ t: 'start', seed: 1, files });
    this.take();
  }

  take(): void {
    const update = this.engine.update();
    if (!update) return;
    this.now = update.now;
    for (const id of update.things?.remove ?? []) this.things.delete(id);
    for (const thing of update.things?.put ?? []) this.things.set(thing.id, thing);
    for (const one of update.conversations?.put ?? []) this.conversations.set(one.id, one);
    this.problems = update.problems ?? this.problems;
    this.details = update.details ?? this.details;
  }

  live(ms: number): void {
    this.engine.receive({ t: 'advance', to: this.now + ms });
    this.take();
  }

  apply(change: (text: string) => string): void {
    const files = FILES.map((file) => ({ ...file, text: file.name === 'app.yaml' ? change(file.text) : file.text }));
    this.engine.receive({ t: 'command', id: 1, command: { act: 'apply', files } });
    this.take();
  }

  get rules(): RulesThing {
    return [...this.things.values()].find((thing): thing is RulesThing => thing.kind === 'rules') as RulesThing;
  }

  pods(): Thing[] {
    return [...this.things.values()].filter((thing) => thing.kind === 'pod');
  }

  outcomesAfter(instant: number): (string | undefined)[] {
    return [...this.conversations.values()]
      .filter((one) => one.from > instant && one.outcome)
      .map((one) => one.outcome?.word);
  }
}

describe('the book’s first example', () => {
  it.each([
    ['nftables', ''],
    ['iptables', 'sessionAffinity: ClientIP'],
    ['nftables', 'sessionAffinity: ClientIP'],
  ])('draws a packet of %s mode on the branch that leads where it went, drawn or remembered: %s', (mode, affinity) => {
    const withAffinity = (text: string): string => text.replace('spec:\n', `spec:\n  ${affinity}\n`);
    const inMode = (text: string): string =>
      text.replaceAll(/name: (node-\d)/g, `name: $1\n  annotations: { portolan.dev/proxy-mode: ${mode} }`);
    const files = FILES.map(({ name, text }) => ({
      name,
      text: name === 'app.yaml' ? withAffinity(text) : inMode(text),
    }));
    const page = new Page(files);
    page.live(6000);
    const legs = [...page.conversations.values()].flatMap(({ flights }) => flights.flatMap((flight) => flight.legs));
    const taken = legs.flatMap(({ on }) => (on.road === 'branch' ? [on] : []));
    expect(taken.length).toBeGreaterThan(3);
    for (const { rung, pod } of taken) expect(page.rules.rungs[rung]?.pod).toBe(pod);
  });

  it('tells where each packet really was, without a gap from its sender to its end', () => {
    const page = new Page();
    page.live(2000);
    const flights = [...page.conversations.values()].flatMap(({ flights: all }) => all);
    expect(flights.length).toBeGreaterThan(4);
    for (const { stays, from, to } of flights) {
      expect([stays[0]?.from, stays.at(-1)?.to]).toEqual([from, to]);
      stays.slice(1).forEach((stay, i) => expect(stay.from).toBe(stays[i]?.to));
      expect(stays.map(({ place }) => place.at)).not.toContain('device');
    }
    const [first] = flights;
    expect(first?.stays[0]?.place).toEqual({ at: 'pod', pod: 'Pod/default/client' });
    expect(first?.stays[1]?.place).toMatchObject({ at: 'hook', node: 'node-1', hook: 'PREROUTING' });
  });

  it('has three ready Pods behind three branches of equal share when it is first shown', () => {
    const page = new Page();
    expect(page.problems).toEqual([]);
    expect(page.pods()).toHaveLength(3);
    expect(page.rules.rungs.map((rung) => rung.probability ?? 'rest')).toEqual([
      '0.33333333349',
      '0.50000000000',
      'rest',
    ]);
    for (const rung of page.rules.rungs) expect(rung.share).toBeCloseTo(1 / 3, 6);
    expect(page.rules.behind).toBe(0);
  });

  it('answers the client, and every Pod gets its turn', () => {
    const page = new Page();
    page.live(40_000);
    const answered = [...page.conversations.values()].filter((one) => one.outcome?.word === 'answered');
    expect(answered.length).toBeGreaterThan(30);
    expect(new Set(answered.map((one) => one.outcome?.pod)).size).toBe(3);
  });

  it('scales to five Pods that all get traffic', () => {
    const page = new Page();
    page.apply((text) => text.replace('replicas: 3', 'replicas: 5'));
    const edited = page.now;
    page.live(60_000);
    expect(page.pods()).toHaveLength(5);
    const answered = [...page.conversations.values()].filter(
      (one) => one.from > edited + 2000 && one.outcome?.word === 'answered',
    );
    expect(new Set(answered.map((one) => one.outcome?.pod)).size).toBe(5);
  });

  it('is rejected by the filter table’s rule when the selector takes no Pod', () => {
    const page = new Page();
    page.apply((text) =>
      text.replace('selector:\n    app: random-generator\n  ports', 'selector:\n    app: random-generatr\n  ports'),
    );
    const edited = page.now;
    page.live(6000);
    expect(page.outcomesAfter(edited + 1500)).toContain('rejected');
    expect(page.rules.rungs).toEqual([]);
    expect(page.rules.reject).toContain('default/random-generator has no endpoints');
  });

  it('is refused by the Pod when nobody listens on the target port', () => {
    const page = new Page();
    page.apply((text) => text.replace('targetPort: 8080', 'targetPort: 8081'));
    const edited = page.now;
    page.live(6000);
    expect(new Set(page.outcomesAfter(edited + 1500))).toEqual(new Set(['refused']));
  });

  it('keeps the last good state and marks the line while the text does not parse', () => {
    const page = new Page();
    page.apply((text) => text.replace('  replicas: 3', '  replicas: 3\n   oops: ['));
    expect(page.problems[0]).toMatchObject({ file: 'app.yaml', severity: 'error', from: 'syntax' });
    page.live(3000);
    expect(page.pods()).toHaveLength(3);
  });

  it('refuses an unknown kind and a bad port in the words of kubectl and the API server', () => {
    const page = new Page();
    page.apply(
      (text) => `${text.replace('port: 80\n', 'port: 70000\n')}---\napiVersion: v1\nkind: Pood\nmetadata:\n  name: x\n`,
    );
    const messages = page.problems.map((problem) => problem.message);
    expect(messages).toContain('spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive');
    expect(messages.some((message) => message.includes('no matches for kind "Pood" in version "v1"'))).toBe(true);
  });
});

describe('what the inspector opens', () => {
  it('shows every hop of a conversation, with the rule that rewrote it and the way back', () => {
    const page = new Page();
    page.live(3000);
    const [id] = [...page.conversations.values()]
      .filter((one) => one.outcome?.word === 'answered')
      .map((one) => one.id);
    page.engine.receive({ t: 'open', detail: { of: 'conversation', id: id ?? '' } });
    page.take();
    const detail = page.details[0] as ConversationDetail;
    const read = detail.flights.flatMap((flight) => flight.hops.flatMap((hop) => hop.read));
    expect(read.some((rule) => rule.taken && rule.text.includes('-j DNAT --to-destination 10.244.'))).toBe(true);
    expect(
      detail.flights.some((flight) => flight.reply && flight.hops.some((hop) => hop.conntrack?.includes('dst=10.'))),
    ).toBe(true);
  });

  it('shows a node’s whole rule text', () => {
    const page = new Page();
    page.engine.receive({ t: 'open', detail: { of: 'rules', node: 'node-1' } });
    page.take();
    const { text, mode } = page.details[0] as RulesDetail;
    const lines = text?.text.split('\n') ?? [];
    expect(mode).toBe('iptables');
    expect(lines[0]).toBe('*nat');
    expect(lines.at(-1)).toBe('COMMIT');
    expect(lines.filter((line) => line.startsWith('-A KUBE-SEP-')).length).toBeGreaterThan(5);
    expect(text?.originOf).toHaveLength(lines.length);
    expect(text?.origins).toContain('Service/default/random-generator');
    page.live(400);
    page.take();
    const counted = page.details.findLast((detail) => detail.of === 'rules');
    expect(counted?.text).toBeUndefined();
    expect(counted?.counts.length).toBeGreaterThan(0);
  });

  it('shows what a Pod’s containers were told of the Services', () => {
    const page = new Page();
    page.engine.receive({ t: 'open', detail: { of: 'object', key: 'Pod/default/client' } });
    page.take();
    const { containers, resolvConf } = page.details[0] as ObjectDetail;
    const names = containers[0]?.env.map((variable) => variable.name) ?? [];
    expect(names).toContain('KUBERNETES_SERVICE_HOST');
    expect(resolvConf).toContain('options ndots:5');
  });
});

describe('time', () => {
  it('gives the same conversations for the same seed', () => {
    const [one, other] = [new Page(), new Page()];
    one.live(8000);
    for (let i = 0; i < 80; i++) other.live(100);
    expect([...other.conversations.values()]).toEqual([...one.conversations.values()]);
  });

  it('goes on from the past when it is edited there', () => {
    const page = new Page();
    const before = page.now;
    page.live(5000);
    page.engine.receive({ t: 'seek', at: before + 1000 });
    page.take();
    page.apply((text) => text.replace('replicas: 3', 'replicas: 1'));
    // It goes on from there, and lives on at once for as long as an answer to a command takes.
    expect(page.now).toBeLessThanOrEqual(before + 1002);
    page.live(3000);
    expect(page.pods()).toHaveLength(1);
  });

  it('makes a Pod unready, and its branch goes', () => {
    const page = new Page();
    const [pod] = page.pods();
    page.engine.receive({ t: 'command', id: 2, command: { act: 'set-readiness', pod: pod?.id ?? '', ready: false } });
    page.take();
    page.live(2000);
    expect(page.rules.rungs).toHaveLength(2);
    expect(page.things.get(pod?.id ?? '')).toMatchObject({ state: 'not ready' });
  });

  it('tells of a machine that its link is cut or that it is stopped, before the API server has noticed', () => {
    const page = new Page();
    for (const command of [{ act: 'cut-link', node: 'node-2' } as const, { act: 'stop-node', node: 'node-3' } as const])
      page.engine.receive({ t: 'command', id: 4, command });
    page.take();
    expect(page.things.get('Node//node-2')).toMatchObject({ cut: true, ready: true });
    expect(page.things.get('Node//node-3')).toMatchObject({ stopped: true, ready: true });
  });

  it('replaces a Pod that was deleted', () => {
    const page = new Page();
    const [pod] = page.pods();
    page.engine.receive({ t: 'command', id: 3, command: { act: 'delete-pod', pod: pod?.id ?? '' } });
    page.take();
    page.live(3000);
    expect(page.pods().map((one) => one.id)).not.toContain(pod?.id);
    expect(page.pods()).toHaveLength(3);
  });
});
