import type { Endpoint, EndpointSlice } from '../../../../api/index.ts';
import type { Rewrite, SliceChanges } from './reconcile-slices.ts';

/** The hints of all slices of a Service's address family: of those that are written anyway, and of those that could stay. */
export interface HintedSlices {
  readonly create: SliceChanges['create'];
  readonly update: SliceChanges['update'];
  /** Slices that say what they should but for hints. */
  readonly unchanged: readonly EndpointSlice[];
}

/** A slice as it stands, to be written again. */
export const rewriteOf = (slice: EndpointSlice): Rewrite => ({
  slice,
  ports: slice.ports ?? [],
  endpoints: slice.endpoints ?? [],
});

const sameHints = (one: Endpoint, other: Endpoint): boolean =>
  JSON.stringify(one.hints ?? {}) === JSON.stringify(other.hints ?? {});

/** Gives every endpoint the hints that `hinted` finds for it; an unchanged slice is written only if one of its endpoints had others. */
export function withEach(
  { create, update, unchanged }: HintedSlices,
  hinted: (endpoint: Endpoint) => Endpoint,
): HintedSlices {
  const wrong = (slice: EndpointSlice): boolean => (slice.endpoints ?? []).some((one) => !sameHints(one, hinted(one)));
  const rewritten = [...update, ...unchanged.filter(wrong).map(rewriteOf)];
  return {
    create: create.map((part) => ({ ...part, endpoints: part.endpoints.map(hinted) })),
    update: rewritten.map((part) => ({ ...part, endpoints: part.endpoints.map(hinted) })),
    unchanged: unchanged.filter((slice) => !wrong(slice)),
  };
}
