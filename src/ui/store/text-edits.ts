import { useEffect, useState } from 'react';
import { type ObjectKey, splitKey } from '../../api/index.ts';
import type { ManifestFile } from '../../worker/protocol.ts';
import type { Cure } from './cure.ts';
import { edit } from './deeds.ts';
import type { FieldOf } from './manifest-place.ts';
import type { ProxyMode } from './proxy-mode.ts';
import { store, useStore } from './state.ts';

/** The YAML parser is loaded only when somebody looks at what it finds. */
const loadReplicas = () => import('./replicas.ts');
const loadMode = () => import('./proxy-mode.ts');

type Files = readonly ManifestFile[];

/** Puts an edit on the page; false when the text does not allow it. */
function put(says: string, after: Files | undefined): boolean {
  if (after !== undefined && after !== store.getState().files) edit(says, after);
  return after !== undefined;
}

/** Sets how many Pods a workload asks for, by editing its text: the manifest stays the only truth. False when no text names it. */
export async function scaleByText(workload: ObjectKey, replicas: number): Promise<boolean> {
  const { withReplicas } = await loadReplicas();
  return put(
    `replicas: ${replicas} in ${splitKey(workload).name}`,
    withReplicas(store.getState().files, workload, replicas),
  );
}

/** Sets kube-proxy's mode by editing its configuration's text. False when that does not parse. */
export async function setProxyMode(mode: ProxyMode): Promise<boolean> {
  const { withProxyMode } = await loadMode();
  return put(`kube-proxy's mode: ${mode}`, withProxyMode(store.getState().files, mode));
}

/** Gives one Node's kube-proxy a mode of its own, or (undefined) takes it away. False when no text names the Node. */
export async function setNodeProxyMode(node: string, mode: ProxyMode | undefined): Promise<boolean> {
  const { withNodeProxyMode } = await loadMode();
  const says = mode === undefined ? `kube-proxy on ${node}: as configured` : `kube-proxy on ${node}: ${mode}`;
  return put(says, withNodeProxyMode(store.getState().files, node, mode));
}

/** The line to blame and its cure in the text as it stands; undefined until that is read, or when there is nothing to blame. */
export function useCure(blame: FieldOf | undefined, fix: string | undefined): Cure | undefined {
  const files = useStore((state) => state.files);
  const [cure, setCure] = useState<Cure>();
  const { object, field } = blame ?? {};
  useEffect(() => {
    if (object === undefined || field === undefined) return undefined;
    let wanted = true;
    void import('./cure.ts').then(({ cureOf }) => wanted && setCure(cureOf(files, { object, field }, fix)));
    return () => {
      wanted = false;
    };
  }, [files, object, field, fix]);
  return object === undefined ? undefined : cure;
}

/** What the text says, by its question. */
const FACTS = {
  replicas: async (files: Files, of: string) => (await loadReplicas()).replicasOf(files, of),
  'proxy mode': async (files: Files) => (await loadMode()).proxyModeOf(files),
  'node proxy mode': async (files: Files, of: string) => (await loadMode()).nodeProxyModeOf(files, of),
} as const;

type Fact<Question extends keyof typeof FACTS> = Awaited<ReturnType<(typeof FACTS)[Question]>>;

/** What the text as it stands says; undefined until it is read, when no text says it, or when that does not parse. */
export function useTextFact<Question extends keyof typeof FACTS>(
  question: Question,
  of: string,
): Fact<Question> | undefined {
  const files = useStore((state) => state.files);
  const [fact, setFact] = useState<Fact<Question>>();
  useEffect(() => {
    let wanted = true;
    void FACTS[question](files, of).then((found) => wanted && setFact(found as Fact<Question>));
    return () => {
      wanted = false;
    };
  }, [files, question, of]);
  return fact;
}
