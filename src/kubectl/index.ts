export { type Applied, type AppliedAll, type ApplyTarget, applyAll, nothingApplied } from './apply/apply-all.ts';
export type { ManifestProblem } from './apply/problems.ts';
export { refusalText, unsentText } from './errors.ts';
export { readManifest } from './manifest/read.ts';
