export { type Applied, type AppliedAll, applyAll, type ManifestProblem, nothingApplied } from './apply/apply-all.ts';
export { refusalText, unmappedKind } from './errors.ts';
export { readManifest } from './manifest/read.ts';
