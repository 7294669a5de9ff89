import { useEffect, useState } from 'react';
import type { ObjectKey } from '../../api/index.ts';
import { applyText } from './actions.ts';
import { store, useStore } from './state.ts';

/** The YAML parser is loaded only when somebody looks at a Deployment's Pods. */
const loadReplicas = () => import('./replicas.ts');

/** Sets how many Pods a Deployment asks for, by editing its text: the manifest stays the only truth. False when no text names it. */
export async function scaleDeployment(deployment: ObjectKey, replicas: number): Promise<boolean> {
  const { withReplicas } = await loadReplicas();
  const edited = withReplicas(store.getState().files, deployment, replicas);
  if (edited === undefined) return false;
  store.setState({ files: edited });
  void applyText();
  return true;
}

/** How many Pods a Deployment's text asks for; undefined when no text names it, or it does not parse. */
export function useReplicas(deployment: ObjectKey): number | undefined {
  const files = useStore((state) => state.files);
  const [replicas, setReplicas] = useState<number>();
  useEffect(() => {
    let wanted = true;
    void loadReplicas().then(({ replicasOf }) => wanted && setReplicas(replicasOf(files, deployment)));
    return () => {
      wanted = false;
    };
  }, [files, deployment]);
  return replicas;
}
