export {
  type Applied,
  type AppliedAll,
  type ApplyStep,
  type ApplyTarget,
  applyAll,
  applyInSteps,
  nothingApplied,
} from './apply/apply-all.ts';
export type { ManifestProblem } from './apply/problems.ts';
export { refusalText, unsentText } from './errors.ts';
export { readManifest } from './manifest/read.ts';
