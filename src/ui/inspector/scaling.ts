import { perform, scaleByText, useDetail, useTextFact } from '../store/index.ts';

interface Scaling {
  /** How many Pods it asks for; undefined while nobody knows. */
  readonly replicas: number | undefined;
  /** How it is scaled, as a sentence. */
  readonly why: string;
  readonly scale: (by: number) => void;
}

/** How many Pods a workload (empty: none) asks for, and how to change that: in its text, or by `kubectl scale` where no text says it. */
export function useScaling(workload: string): Scaling {
  const written = useTextFact('replicas', workload);
  const stored = useDetail(workload === '' ? undefined : { of: 'object', key: workload })?.workload?.wanted;
  const replicas = written ?? stored;
  const scale = (by: number): void => {
    if (replicas === undefined) return;
    const wanted = Math.max(0, replicas + by);
    if (written === undefined) void perform({ act: 'scale', workload, replicas: wanted });
    else void scaleByText(workload, wanted);
  };
  if (replicas === undefined) return { replicas, why: 'Nobody knows how many it asks for', scale };
  const why = written === undefined ? 'kubectl scale: no manifest says how many' : 'Edits replicas in the manifest';
  return { replicas, why, scale };
}
