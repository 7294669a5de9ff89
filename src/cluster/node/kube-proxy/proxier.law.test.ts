import fc from 'fast-check';
import { expect, it } from 'vitest';
import { iptablesSave, nftListTable, type Origin } from '../netfilter/index.ts';
import { defaultFlags } from './node-info.ts';
import { fullSync, type Proxier, partialSync, startProxier } from './proxier.ts';
import type { ServiceChange, ServiceInput } from './service-input.ts';
import { history, node } from './services.fixture.ts';

const RUNS = { numRuns: 60 };

const MODES = ['iptables', 'nftables'] as const;
const FAMILIES = ['ip', 'ip6'] as const;
const settings = fc.record({ mode: fc.constantFrom(...MODES), family: fc.constantFrom(...FAMILIES) });

interface Line {
  readonly text: string;
  readonly origin: Origin;
}

const linesOf = (proxier: Proxier): readonly Line[] =>
  proxier.mode === 'nftables' ? nftListTable(proxier.table) : iptablesSave(proxier.ruleSet);

const shown = (proxier: Proxier): string[] =>
  linesOf(proxier).map(({ text, origin }) => `${text} <- ${origin.object} ${origin.field}`);

/** The Services that are there after some changes. */
function left(changes: readonly ServiceChange[]): ServiceInput[] {
  const inputs = new Map(changes.map(({ key, input }) => [key, input]));
  return [...inputs.values()].filter((input) => input !== undefined);
}

it('writes the same rules step by step as from scratch', () => {
  fc.assert(
    fc.property(history, settings, fc.integer({ min: 1, max: 3 }), (changes, { mode, family }, stride) => {
      const start = startProxier(mode, node, defaultFlags, family);
      let proxier = fullSync(start, []);
      for (let done = 0; done < changes.length; done += stride)
        proxier = partialSync(proxier, changes.slice(done, done + stride));
      expect(shown(proxier)).toEqual(shown(fullSync(start, left(changes))));
    }),
    RUNS,
  );
});

/** The value at a path such as `spec.ports[0].nodePort`. */
function at(object: unknown, path: string): unknown {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  return steps.reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], object);
}

it('can say of every rule and element which object and field it comes from', () => {
  fc.assert(
    fc.property(history, settings, (changes, { mode, family }) => {
      const inputs = left(changes);
      const objects = new Map<string, unknown>([
        ['Node/node-1', { status: { addresses: [] } }],
        ...inputs.flatMap(({ service, slices }) =>
          [service, ...slices].map((one) => [`${one.kind}/shop/${one.metadata.name}`, one] as const),
        ),
      ]);
      const lines = linesOf(fullSync(startProxier(mode, node, defaultFlags, family), inputs));
      const origins = lines.map((line) => line.origin).filter(({ object }) => object !== '');
      for (const { object, field } of origins)
        expect([object, field, at(objects.get(object), field)]).not.toEqual([object, field, undefined]);
    }),
    RUNS,
  );
});

/** Names that rules, maps and sets speak of. */
const spokenOf = (proxier: Proxier): string[] =>
  linesOf(proxier).flatMap(({ text }) =>
    [...text.matchAll(/(?:-j |goto |jump |@)([\w./-]+)/g)].map(([, name = '']) => name),
  );

const TARGETS = new Set(['ACCEPT', 'DROP', 'RETURN', 'REJECT', 'DNAT', 'MASQUERADE', 'MARK']);

function defined(proxier: Proxier): Set<string> {
  if (proxier.mode === 'nftables') return new Set([...proxier.table.chains.keys(), ...proxier.table.sets.keys()]);
  const { nat, filter } = proxier.ruleSet.tables;
  return new Set([...nat.keys(), ...filter.keys(), ...TARGETS]);
}

it('never leads to a chain or set that does not exist', () => {
  fc.assert(
    fc.property(history, settings, (changes, { mode, family }) => {
      const proxier = fullSync(startProxier(mode, node, defaultFlags, family), left(changes));
      const names = defined(proxier);
      expect(spokenOf(proxier).filter((name) => !names.has(name))).toEqual([]);
    }),
    RUNS,
  );
});
