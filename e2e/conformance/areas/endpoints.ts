import type {
  ApiObject,
  Endpoint,
  EndpointAddress,
  EndpointSlice,
  EndpointSubset,
  Endpoints,
  ObjectMeta,
} from '../../../src/api/index.ts';
import {
  endpointSliceController,
  endpointSliceMirroringController,
  endpointsController,
  garbageCollector,
  leftoverEndpoints,
} from '../../../src/cluster/control-plane/controllers/index.ts';
import { type Area, failed, objectsOf, passed, textOf } from '../case.ts';
import { ControlLoops } from '../control-loops.ts';
import { valueDifference } from '../difference.ts';

type Json = Record<string, unknown>;

const GONE = ['uid', 'resourceVersion', 'creationTimestamp', 'managedFields', 'generation'];
const TRIGGER = 'endpoints.kubernetes.io/last-change-trigger-time';

const text = (value: unknown): string => JSON.stringify(sorted(value));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, field]) => [key, sorted(field)]));
}

/** A mirrored slice that was written over no longer tells what its name was drawn from: its Service's. */
function drawnFrom({ name, generateName, labels = {} }: ObjectMeta): string | undefined {
  if (labels['endpointslice.kubernetes.io/managed-by'] !== 'endpointslicemirroring-controller.k8s.io') return generateName;
  const prefix = `${labels['kubernetes.io/service-name']}-`;
  return generateName ?? (name.startsWith(prefix) && name.length === prefix.length + 5 ? prefix : undefined);
}

/** What can never be equal is left out, and a drawn suffix is written `*`. */
function metadataOf(metadata: ObjectMeta): Json {
  const kept: Json = Object.fromEntries(Object.entries(metadata).filter(([key]) => !GONE.includes(key)));
  const annotations = Object.entries(metadata.annotations ?? {}).filter(([key]) => key !== TRIGGER);
  delete kept['annotations'];
  if (annotations.length > 0) kept['annotations'] = Object.fromEntries(annotations);
  const prefix = drawnFrom(metadata);
  if (prefix !== undefined) kept['name'] = `${prefix}*`;
  if (metadata.ownerReferences)
    kept['ownerReferences'] = metadata.ownerReferences.map(({ uid: _uid, ...owner }) => owner);
  return kept;
}

function withTarget<T extends Endpoint | EndpointAddress>(one: T): Json {
  const { targetRef, ...rest } = one;
  const { kind, namespace, name } = targetRef ?? {};
  return { ...rest, ...(targetRef && { targetRef: { kind, namespace, name } }) };
}

const byText = (a: unknown, b: unknown): number => (text(a) < text(b) ? -1 : 1);
const portsOf = (ports: readonly unknown[] | null | undefined) => (ports ? [...ports].sort(byText) : ports);

function sliceForm(slice: EndpointSlice): Json {
  const endpoints = slice.endpoints?.map(withTarget).sort(byText) ?? null;
  return { ...slice, metadata: metadataOf(slice.metadata), endpoints, ports: portsOf(slice.ports) ?? null };
}

function subsetForm(subset: EndpointSubset): Json {
  const { addresses, notReadyAddresses, ports } = subset;
  return {
    ...(addresses && { addresses: addresses.map(withTarget).sort(byText) }),
    ...(notReadyAddresses && { notReadyAddresses: notReadyAddresses.map(withTarget).sort(byText) }),
    ...(ports && { ports: portsOf(ports) }),
  };
}

function endpointsForm({ subsets, ...endpoints }: Endpoints): Json {
  return {
    ...endpoints,
    metadata: metadataOf(endpoints.metadata),
    ...(subsets && { subsets: subsets.map(subsetForm).sort(byText) }),
  };
}

/** Slices of a Service that differ in their endpoints only become one document that says how large each is. */
function merged(slices: readonly EndpointSlice[]): Json[] {
  const groups = new Map<string, Json[]>();
  for (const form of slices.map(sliceForm)) {
    const { endpoints: _endpoints, ...rest } = form;
    groups.set(text(rest), [...(groups.get(text(rest)) ?? []), form]);
  }
  return [...groups.values()].map((forms) => {
    if (forms.length === 1) return forms[0] as Json;
    const lists = forms.map((form) => (form['endpoints'] ?? []) as unknown[]);
    const sizes = lists.map((list) => list.length).sort((a, b) => b - a);
    return { ...forms[0], endpoints: lists.flat().sort(byText), sliceSizes: sizes };
  });
}

/** A recorded slice document in the form in which ours is compared. */
function recordedSlice(document: ApiObject): Json {
  const form = sliceForm(document as EndpointSlice);
  const sizes = form['sliceSizes'] as number[] | undefined;
  return sizes ? { ...form, sliceSizes: [...sizes].sort((a, b) => b - a) } : form;
}

const isApiServers = ({ metadata }: ApiObject): boolean =>
  metadata.namespace === 'default' && metadata.name === 'kubernetes';

function compared(loops: ControlLoops, folder: string, expect: string): string | undefined {
  const { client } = loops;
  const slices = merged(client.list<EndpointSlice>('EndpointSlice').filter((slice) => !isApiServers(slice)));
  const endpoints = client
    .list<Endpoints>('Endpoints')
    .filter((one) => !isApiServers(one))
    .map(endpointsForm);
  const recordedSlices = objectsOf(folder, `${expect}/endpointslices.yaml`).map(recordedSlice);
  const recordedEndpoints = objectsOf(folder, `${expect}/endpoints.yaml`).map((one) => endpointsForm(one as Endpoints));
  return (
    valueDifference(
      `${expect}/endpointslices`,
      slices.map(sorted).sort(byText),
      recordedSlices.map(sorted).sort(byText),
    ) ??
    valueDifference(
      `${expect}/endpoints`,
      endpoints.map(sorted).sort(byText),
      recordedEndpoints.map(sorted).sort(byText),
    )
  );
}

function play(folder: string): string | undefined {
  const loops = new ControlLoops([
    endpointsController,
    endpointSliceController,
    endpointSliceMirroringController,
    garbageCollector,
  ]);
  for (const object of objectsOf(folder, 'input.yaml')) loops.put(object);
  loops.start({ [endpointsController.name]: leftoverEndpoints(loops.client) });
  loops.settle();
  const difference = compared(loops, folder, 'expect');
  const isLast = textOf(folder, 'update.yaml') === undefined && textOf(folder, 'delete.yaml') === undefined;
  if (difference !== undefined || isLast) return difference;
  for (const object of objectsOf(folder, 'update.yaml')) loops.put(object);
  for (const { kind, metadata } of objectsOf(folder, 'delete.yaml')) {
    const gone = loops.client.delete(kind, metadata.namespace ?? 'default', metadata.name, { now: true });
    if (!gone.ok) throw new Error(gone.status.message);
  }
  loops.settle();
  return compared(loops, folder, 'expect-update');
}

/** What the endpoint controllers write for the Nodes, Pods and Services of a case, once nothing changes any more. */
export const endpoints: Area = {
  name: 'endpoints',
  run(folder) {
    const difference = play(folder);
    return difference === undefined ? passed : failed(difference);
  },
};
