import type { ApiObject } from '../../../../api/index.ts';
import { splitKey } from '../../../../api/index.ts';
import type { Change, Client, Controller, Reader } from '../../apiserver/client.ts';

/** Virtual ms until what lost its owner is swept up. */
const DELAY = 8;

/** Kinds that others own. */
const OWNED = ['ReplicaSet', 'Pod', 'EndpointSlice', 'ControllerRevision'];

function* orphansOf({ before, after }: Change, read: Reader): Generator<string> {
  if (!before || after) return;
  const namespace = before.metadata.namespace ?? '';
  for (const kind of OWNED) {
    for (const object of read.ownedBy(kind, namespace, before.metadata.uid ?? ''))
      yield `${kind}/${namespace}/${object.metadata.name}`;
  }
}

function hasOwner(object: ApiObject, client: Client): boolean {
  const owners = object.metadata.ownerReferences ?? [];
  return (
    owners.length === 0 ||
    owners.some(
      (owner) => client.get(owner.kind, object.metadata.namespace ?? '', owner.name)?.metadata.uid === owner.uid,
    )
  );
}

/** Deletes what belonged to an object that is gone. Models pkg/controller/garbagecollector (v1.36), background deletion. */
export const garbageCollector: Controller = {
  name: 'garbage collector',
  delay: DELAY,
  watches: {
    Deployment: orphansOf,
    ReplicaSet: orphansOf,
    DaemonSet: orphansOf,
    StatefulSet: orphansOf,
    Service: orphansOf,
    Endpoints: orphansOf,
  },
  reconcile(key, client) {
    const { kind, namespace, name } = splitKey(key);
    const object = client.get(kind, namespace, name);
    if (object && !hasOwner(object, client)) client.delete(kind, namespace, name);
  },
};
