import type { HTTPIngressPath } from '../../../../../api/index.ts';
import { type FieldError, invalid, notSupported, required } from '../../field-errors.ts';

const TYPES = ['Exact', 'ImplementationSpecific', 'Prefix'];

/** What a path that is compared segment by segment cannot have in it. */
const SEQUENCES = ['//', '/./', '/../', '%2f', '%2F'];
const ENDINGS = ['/..', '/.'];

/** Faults of a path and of how it is compared; without a type nothing else of it is looked at. Models validateHTTPIngressPath (v1.36). */
export function pathFaults({ path = '', pathType }: HTTPIngressPath, at: string): FieldError[] {
  if (pathType === undefined) return [required(`${at}.pathType`, 'pathType must be specified')];
  if (!TYPES.includes(pathType)) return [notSupported(`${at}.pathType`, pathType, TYPES)];
  const relative = path.startsWith('/') ? [] : [invalid(`${at}.path`, path, 'must be an absolute path')];
  if (pathType === 'ImplementationSpecific') return path === '' ? [] : relative;
  const inside = SEQUENCES.filter((sequence) => path.includes(sequence));
  const ends = ENDINGS.filter((ending) => path.endsWith(ending));
  return [
    ...relative,
    ...inside.map((sequence) => invalid(`${at}.path`, path, `must not contain '${sequence}'`)),
    ...ends.map((ending) => invalid(`${at}.path`, path, `cannot end with '${ending}'`)),
  ];
}
