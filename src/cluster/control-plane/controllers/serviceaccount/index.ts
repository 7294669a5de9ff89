import type { Namespace, ServiceAccount } from '../../../../api/index.ts';
import type { Client, Controller } from '../../apiserver/client.ts';

/** Virtual ms until a namespace that lacks its account gets it. */
const DELAY = 25;

/** The account that Pods act as unless they say otherwise. */
const DEFAULT_ACCOUNT = 'default';

function reconcile(key: string, client: Client): void {
  const namespace = client.get<Namespace>('Namespace', '', key);
  if (!namespace || namespace.metadata.deletionTimestamp !== undefined) return;
  if (client.get<ServiceAccount>('ServiceAccount', key, DEFAULT_ACCOUNT)) return;
  const metadata = { name: DEFAULT_ACCOUNT, namespace: key };
  client.create<ServiceAccount>({ apiVersion: 'v1', kind: 'ServiceAccount', metadata });
}

/** Gives every namespace its `default` ServiceAccount. Models pkg/controller/serviceaccount ServiceAccountsController (v1.36). */
export const serviceAccountController: Controller = {
  name: 'serviceaccount controller',
  delay: DELAY,
  watches: {
    Namespace: ({ after }) => (after ? [after.metadata.name] : []),
    ServiceAccount({ before, after }) {
      const { name, namespace } = before?.metadata ?? {};
      return !after && name === DEFAULT_ACCOUNT && namespace !== undefined ? [namespace] : [];
    },
  },
  reconcile,
};
