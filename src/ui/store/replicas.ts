import { type Document, isMap, isScalar, LineCounter, parseAllDocuments } from 'yaml';
import { type ObjectKey, splitKey } from '../../api/index.ts';
import type { ManifestFile } from '../../worker/protocol.ts';

/** Where text is replaced, and by what. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

function isDeployment(document: Document.Parsed, deployment: ObjectKey): boolean {
  const { namespace, name } = splitKey(deployment);
  return (
    document.get('kind') === 'Deployment' &&
    document.getIn(['metadata', 'name']) === name &&
    (document.getIn(['metadata', 'namespace']) ?? 'default') === namespace
  );
}

/** Replaces the number, or adds the line `replicas:` at the top of `spec` with the indentation of its first key. */
function replicasEdit(text: string, document: Document.Parsed, lines: LineCounter, replicas: number): Edit | undefined {
  const spec = document.get('spec', true);
  if (!isMap(spec)) return undefined;
  const value = spec.get('replicas', true);
  if (isScalar(value) && value.range) return { from: value.range[0], to: value.range[1], text: `${replicas}` };
  const first = spec.items[0]?.key;
  if (spec.flow || !isScalar(first) || !first.range) return undefined;
  const at = first.range[0];
  const indent = text.slice(at - lines.linePos(at).col + 1, at);
  return { from: at, to: at, text: `replicas: ${replicas}\n${indent}` };
}

interface Found {
  readonly file: ManifestFile;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

/** The document that names the Deployment, when its text parses. */
function findDeployment(files: readonly ManifestFile[], deployment: ObjectKey): Found | undefined {
  for (const file of files) {
    const lines = new LineCounter();
    for (const document of parseAllDocuments(file.text, { lineCounter: lines }))
      if (
        document.errors.length === 0 &&
        isMap(document.contents) &&
        isDeployment(document as Document.Parsed, deployment)
      )
        return { file, document: document as Document.Parsed, lines };
  }
  return undefined;
}

/** How many Pods the text asks for; undefined when no file names the Deployment. */
export function replicasOf(files: readonly ManifestFile[], deployment: ObjectKey): number | undefined {
  const found = findDeployment(files, deployment);
  if (found === undefined) return undefined;
  const replicas = found.document.getIn(['spec', 'replicas']);
  return typeof replicas === 'number' ? replicas : 1;
}

/**
 * The files with another number of replicas in the Deployment's text; comments and formatting stay. Undefined when no file
 * names the Deployment, or its text does not parse.
 */
export function withReplicas(
  files: readonly ManifestFile[],
  deployment: ObjectKey,
  replicas: number,
): readonly ManifestFile[] | undefined {
  const found = findDeployment(files, deployment);
  const edit = found && replicasEdit(found.file.text, found.document, found.lines, replicas);
  if (found === undefined || edit === undefined) return undefined;
  const { name, text } = found.file;
  const edited = { name, text: text.slice(0, edit.from) + edit.text + text.slice(edit.to) };
  return files.map((file) => (file === found.file ? edited : file));
}
