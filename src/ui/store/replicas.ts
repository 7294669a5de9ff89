import type { ObjectKey } from '../../api/index.ts';
import type { ManifestFile } from '../../worker/protocol.ts';
import { textOf, withField } from './manifest-text.ts';

/** How many Pods the text asks for; undefined when no file names the workload. */
export function replicasOf(files: readonly ManifestFile[], workload: ObjectKey): number | undefined {
  const found = textOf(files, workload);
  if (found === undefined) return undefined;
  const replicas = found.document.getIn(['spec', 'replicas']);
  return typeof replicas === 'number' ? replicas : 1;
}

/**
 * The files with another number of replicas in the workload's text; comments and formatting stay. Undefined when no file
 * names the workload, or its text does not parse.
 */
export function withReplicas(
  files: readonly ManifestFile[],
  workload: ObjectKey,
  replicas: number,
): readonly ManifestFile[] | undefined {
  return withField(files, workload, ['spec', 'replicas'], `${replicas}`);
}
