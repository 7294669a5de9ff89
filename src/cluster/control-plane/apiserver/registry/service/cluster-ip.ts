import type { Service } from '../../../../../api/index.ts';
import { invalid } from '../../field-errors.ts';
import { internalError } from '../../statuses.ts';
import { type AddressPool, type Family, openPools } from '../service-cidr/ranges.ts';
import type { Allocated, WriteContext } from '../strategy.ts';

/** The reason why an address that a manifest asks for cannot be had. */
function refusal(ip: string, family: Family, context: WriteContext): string | undefined {
  if (!openPools(context.read, family).some((pool) => pool.has(ip)))
    return 'the provided network does not match the current range';
  return context.isReserved(`ip ${ip}`) ? 'provided IP is already allocated' : undefined;
}

/** A free address out of `room` ones, drawn by the Service's own name so that it does not depend on who came before. */
function drawnFrom(
  pool: AddressPool,
  first: number,
  room: number,
  service: Service,
  context: WriteContext,
): string | undefined {
  const { namespace = '', name } = service.metadata;
  const start = Math.floor(context.random.draw('cluster-ip', namespace, name) * room);
  for (let i = 0; i < room; i++) {
    const ip = pool.address(first + ((start + i) % room));
    if (!context.isReserved(`ip ${ip}`)) return ip;
  }
  return undefined;
}

/** A free address of a pool's dynamic band; of the static one only when that is full. */
function drawn(pool: AddressPool, service: Service, context: WriteContext): string | undefined {
  const { count, staticBand } = pool;
  const dynamic = Math.max(0, count - staticBand);
  return (
    drawnFrom(pool, staticBand, dynamic, service, context) ??
    drawnFrom(pool, 0, Math.min(staticBand, count), service, context)
  );
}

function allocated(service: Service, family: Family, context: WriteContext): string | undefined {
  for (const pool of openPools(context.read, family)) {
    const ip = drawn(pool, service, context);
    if (ip !== undefined) return ip;
  }
  return undefined;
}

/**
 * Gives a Service a virtual address of each of its families, or checks those it asks for. What it `holds` already it keeps:
 * an address stays as long as the Service exists. Models pkg/registry/core/service/storage alloc.go and ipallocator (v1.36).
 */
export function allocateClusterIPs(
  service: Service,
  holds: readonly string[],
  context: WriteContext,
): { readonly ips: readonly string[]; readonly errors: Allocated } {
  const { clusterIPs = [], ipFamilies = ['IPv4'] } = service.spec;
  if (clusterIPs[0] === 'None') return { ips: ['None'], errors: [] };
  const ips = [...clusterIPs];
  for (const [i, family] of ipFamilies.entries()) {
    const asked = clusterIPs[i] ?? '';
    if (asked !== '' && holds.includes(asked)) continue;
    const why = asked === '' ? undefined : refusal(asked, family, context);
    if (why) return { ips, errors: [invalid('spec.clusterIPs', clusterIPs, `failed to allocate IP ${asked}: ${why}`)] };
    const ip = asked === '' ? allocated(service, family, context) : asked;
    if (ip === undefined) return { ips: [], errors: internalError('failed to allocate a serviceIP: range is full') };
    ips[i] = ip;
  }
  return { ips, errors: [] };
}
