import type { ReactNode } from 'react';
import type { Outcome } from '../../worker/protocol.ts';
import { reveal } from '../editor/index.ts';
import { type Cure, edit, select, useCure } from '../store/index.ts';
import { Icon } from '../theme/index.ts';
import { nameIn } from './names.ts';

/** Where the line stands; leads there. */
function Place({ place }: { readonly place: NonNullable<Cure['place']> }): ReactNode {
  return (
    <button type="button" className="link rest mono" onClick={() => reveal(place)}>
      {place.file}:{place.line}
    </button>
  );
}

/** The line as it is and as it will be. */
function Difference({ was, becomes }: { readonly was: string | undefined; readonly becomes: string }): ReactNode {
  return (
    <div className="difference mono">
      {was !== undefined && (
        <p className="goes">
          <span aria-hidden="true">-</span>
          <span className="visually-hidden">instead of </span>
          {was}
        </p>
      )}
      <p className="comes">
        <span aria-hidden="true">+</span>
        <span className="visually-hidden">write </span>
        {becomes}
      </p>
    </div>
  );
}

/** What to change where no click can: in words, or no more than the line to look at. */
function Advice({ cure, fix }: { readonly cure: Cure; readonly fix: string | undefined }): ReactNode {
  return (
    <>
      {cure.was !== undefined && <p className="blamed mono">{cure.was}</p>}
      {fix !== undefined && (
        <p className="advice">
          <Icon name={cure.cured ? 'check' : 'wrench'} size={13} />
          <span>{cure.cured ? 'The text says so by now: this was before.' : fix}</span>
        </p>
      )}
    </>
  );
}

/** The line of YAML to blame, and the one edit that cures it. Nothing when nobody's text is to blame. */
export function CureCard({ outcome }: { readonly outcome: Outcome }): ReactNode {
  const { blame, fix } = outcome;
  const cure = useCure(blame, fix);
  if (blame === undefined)
    return fix === undefined ? null : (
      <section aria-label="What to change">
        <h4 className="caption">What to change</h4>
        <Advice cure={{ cured: false }} fix={fix} />
      </section>
    );
  if (cure === undefined) return null;
  const { place, was, edit: change } = cure;
  const title = change ? 'One edit cures it' : fix === undefined ? 'The line to blame' : 'What to change';
  return (
    <section className="cure" aria-label="What to change">
      <h4 className="caption">
        {title} {place !== undefined && <Place place={place} />}
      </h4>
      {change ? <Difference was={was} becomes={change.becomes} /> : <Advice cure={cure} fix={fix} />}
      <div className="actions">
        {change && (
          <button
            type="button"
            className="button primary"
            onClick={() => edit(`${change.becomes} in ${nameIn(blame.object)}`, change.after)}
          >
            <Icon name="wrench" size={14} />
            Apply the fix
          </button>
        )}
        <button
          type="button"
          className="button"
          onClick={() => (place === undefined ? select({ of: 'thing', id: blame.object }) : reveal(place))}
        >
          {place === undefined ? `Show ${nameIn(blame.object)}` : 'Show in editor'}
        </button>
      </div>
    </section>
  );
}
