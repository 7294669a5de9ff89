import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { admission } from './areas/admission.ts';
import { dataplane } from './areas/dataplane.ts';
import { endpoints } from './areas/endpoints.ts';
import { kubeProxy } from './areas/kube-proxy.ts';
import { kubeletEnv } from './areas/kubelet-env.ts';
import { type Area, failed, type Outcome } from './case.ts';

/** Areas that the engine can answer for. Cases of other areas fail until it can. */
const AREAS: ReadonlyMap<string, Area> = new Map(
  [admission, dataplane, endpoints, kubeProxy, kubeletEnv].map((area) => [area.name, area]),
);

/** One case and how it came out. */
export interface Played {
  readonly area: string;
  /** `area/case` */
  readonly name: string;
  readonly outcome: Outcome;
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();
const isCase = (path: string): boolean => existsSync(join(path, 'case.yaml'));
const foldersIn = (path: string): string[] =>
  readdirSync(path)
    .sort()
    .map((name) => join(path, name))
    .filter(isFolder);

function play(area: string, folder: string): Played {
  const driver = AREAS.get(area);
  const name = `${area}/${basename(folder)}`;
  if (!driver) return { area, name, outcome: failed('the engine has no answer for this area yet') };
  try {
    return { area, name, outcome: driver.run(folder) };
  } catch (error) {
    return { area, name, outcome: failed(error instanceof Error ? (error.stack ?? error.message) : String(error)) };
  }
}

/** Plays all cases of a folder laid out `<area>/<case>`; a folder that is one area, or one case, will do too. */
export function playAll(root: string): readonly Played[] {
  if (isCase(root)) return [play(basename(join(root, '..')), root)];
  const areas = foldersIn(root).some(isCase) ? [root] : foldersIn(root);
  return areas.flatMap((area) =>
    foldersIn(area)
      .filter(isCase)
      .map((folder) => play(basename(area), folder)),
  );
}

/** A line per area, then what failed and how, then the sum. */
export function report(played: readonly Played[]): readonly string[] {
  const areas = [...new Set(played.map((one) => one.area))];
  const count = (ones: readonly Played[]): string => {
    const good = ones.filter((one) => one.outcome.passed).length;
    return `${good} passed, ${ones.length - good} failed`;
  };
  const width = Math.max(0, ...areas.map((area) => area.length));
  const failures = played.flatMap((one) => (one.outcome.passed ? [] : [`  ✗ ${one.name}: ${one.outcome.difference}`]));
  const perArea = areas.map((area) => `${area.padEnd(width)}  ${count(played.filter((one) => one.area === area))}`);
  return [...failures, ...perArea, count(played)];
}
