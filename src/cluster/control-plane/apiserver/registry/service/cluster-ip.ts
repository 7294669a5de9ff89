import { type AddressRange, dotted, rangeHas, type Service } from '../../../../../api/index.ts';
import { invalid } from '../../field-errors.ts';
import { isIPv4 } from '../../ip-address.ts';
import { internalError } from '../../statuses.ts';
import { openRanges } from '../service-cidr/ranges.ts';
import type { Allocated, WriteContext } from '../strategy.ts';

/** The reason why an address that a manifest asks for cannot be had. */
function refusal(ip: string, context: WriteContext): string | undefined {
  if (!isIPv4(ip) || !openRanges(context.read).some((range) => rangeHas(range, ip)))
    return 'the provided network does not match the current range';
  return context.isReserved(`ip ${ip}`) ? 'provided IP is already allocated' : undefined;
}

/** A free address out of `room` ones, drawn by the Service's own name so that it does not depend on who came before. */
function drawnFrom(first: number, room: number, service: Service, context: WriteContext): string | undefined {
  const { namespace = '', name } = service.metadata;
  const start = Math.floor(context.random.draw('cluster-ip', namespace, name) * room);
  for (let i = 0; i < room; i++) {
    const ip = dotted(first + ((start + i) % room));
    if (!context.isReserved(`ip ${ip}`)) return ip;
  }
  return undefined;
}

/** A free address of the range's dynamic band; of the static one only when that is full. */
function drawn(range: AddressRange, service: Service, context: WriteContext): string | undefined {
  const { first, count, staticBand } = range;
  const dynamic = Math.max(0, count - staticBand);
  return (
    drawnFrom(first + staticBand, dynamic, service, context) ??
    drawnFrom(first, Math.min(staticBand, count), service, context)
  );
}

/**
 * Gives a Service its virtual address, or checks the one it asks for; an address stays as long as the Service exists.
 * Models pkg/registry/core/service/storage alloc.go and ipallocator (v1.36) for IPv4.
 */
export function allocateClusterIP(
  service: Service,
  context: WriteContext,
): { readonly ips: readonly string[]; readonly errors: Allocated } {
  const asked = service.spec.clusterIPs?.[0];
  if (asked === 'None') return { ips: ['None'], errors: [] };
  if (asked === undefined || asked === '') {
    for (const range of openRanges(context.read)) {
      const ip = drawn(range, service, context);
      if (ip !== undefined) return { ips: [ip], errors: [] };
    }
    return { ips: [], errors: internalError('failed to allocate a serviceIP: range is full') };
  }
  const why = refusal(asked, context);
  const ips = service.spec.clusterIPs ?? [asked];
  return { ips, errors: why ? [invalid('spec.clusterIPs', ips, `failed to allocate IP ${asked}: ${why}`)] : [] };
}
