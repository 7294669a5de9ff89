export { type Applied, type AppliedAll, type ApplyTarget, applyAll, type ManifestProblem, nothingApplied } from './apply/apply-all.ts';
export { refusalText, unmappedKind, unsentText } from './errors.ts';
export { readManifest } from './manifest/read.ts';
