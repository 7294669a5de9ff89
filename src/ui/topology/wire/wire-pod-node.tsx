import { memo, type ReactNode } from 'react';
import type { Node, NodeProps } from 'reactflow';
import { useStore } from '../../store/index.ts';
import { Glyph } from '../../theme/index.ts';
import { nameIn, podLabel } from '../names.ts';
import { Card, Lamp } from '../nodes/card.tsx';
import { type Described, described } from './inhabitants.ts';
import type { WireCard } from './machine.ts';

/** Who lives on a machine, as its card shows it. */
export type WirePodData = { readonly id: string; readonly card: WireCard; readonly local: boolean };

/** What the card says, as one text: it wakes only when that changes. */
function useDescribed(id: string): Described | undefined {
  const text = useStore((state) => JSON.stringify(described(id, state.things)));
  return text === undefined ? undefined : (JSON.parse(text) as Described);
}

function useStatesOf(ids: readonly string[]): readonly string[] {
  const states = useStore((state) => ids.map((id) => described(id, state.things)?.state ?? 'finished').join('\n'));
  return states.split('\n');
}

function Squares({ card }: { readonly card: WireCard }): ReactNode {
  const states = useStatesOf(card.of);
  const ready = states.filter((state) => state === 'ready').length;
  const owner = useStore((state) => {
    const thing = state.things.get(card.of[0] ?? '');
    return thing?.kind === 'pod' ? thing.owner : '';
  });
  return (
    <Card
      id={owner}
      className="pod wire-card group"
      label={`${card.of.length} pods of ${nameIn(owner)}, ${ready} ready`}
    >
      <span className="thing-title">
        <b>
          {ready} of {card.of.length} ready
        </b>
      </span>
      <span className="squares" aria-hidden="true">
        {card.of.map((id, i) => (
          <i key={id} className={states[i] === 'ready' ? 'on' : ''} title={`${nameIn(id)}: ${states[i]}`} />
        ))}
      </span>
    </Card>
  );
}

function Letters({ letters }: { readonly letters: readonly string[] }): ReactNode {
  return letters.slice(0, 2).map((letter) => <Glyph key={letter} shape="tcp" letter={letter} size={15} />);
}

function ownWords({ address, state }: Described, local: boolean): string {
  if (state !== 'ready') return state;
  return local ? 'host network' : address || 'no IP yet';
}

function One({ card, local }: { readonly card: WireCard; readonly local: boolean }): ReactNode {
  const pod = useDescribed(card.id);
  if (pod === undefined) return null;
  const more = card.of.length - 1;
  const name = pod.name === 'CoreDNS' ? pod.name : podLabel(pod.name);
  return (
    <Card
      id={card.id}
      className={`pod wire-card ${card.look} ${pod.state.replace(' ', '-')}`}
      label={`${pod.name}, ${pod.state}, ${pod.address}${local ? ', on the host network' : ''}`}
    >
      <span className="thing-title">
        <b title={pod.name}>
          {name}
          {more > 0 && ` +${more}`}
        </b>
        <Letters letters={pod.letters} />
        <Lamp state={pod.state} />
      </span>
      {card.look === 'card' && <span className="thing-address">{ownWords(pod, local)}</span>}
    </Card>
  );
}

/** Somebody who lives on a machine: a Pod, a caller, the name server, or many that are alike. */
export const WirePodNode = memo(function WirePodNode({ data }: NodeProps<Node<WirePodData>>) {
  return data.card.look === 'squares' ? <Squares card={data.card} /> : <One card={data.card} local={data.local} />;
});
