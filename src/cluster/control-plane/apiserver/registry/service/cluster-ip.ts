import type { Service } from '../../../../../api/index.ts';
import { type FieldError, invalid } from '../../field-errors.ts';
import { isIPv4 } from '../../formats.ts';
import type { WriteContext } from '../strategy.ts';

/** The range of the cluster's virtual addresses: 10.96.0.0/12. */
const FIRST = 0x0a600000;
const SIZE = 2 ** 20;

/** Addresses at the low end that are only handed out to those who ask: min(max(16, size/16), 256). */
const STATIC_BAND = 256;

const ipNumber = (ip: string): number => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const dotted = (ip: number): string => [24, 16, 8, 0].map((shift) => Math.floor(ip / 2 ** shift) % 256).join('.');

/** The reason why an address that a manifest asks for cannot be had. */
function refusal(ip: string, context: WriteContext): string | undefined {
  const offset = isIPv4(ip) ? ipNumber(ip) - FIRST : -1;
  if (offset <= 0 || offset >= SIZE - 1) return 'the provided network does not match the current range';
  return context.isReserved(`ip ${ip}`) ? 'provided IP is already allocated' : undefined;
}

/** A free address of the dynamic band, drawn by the Service's own name so that it does not depend on who came before. */
function drawn(service: Service, context: WriteContext): string {
  const { namespace = '', name } = service.metadata;
  const room = SIZE - STATIC_BAND - 2;
  const start = Math.floor(context.random.draw('cluster-ip', namespace, name) * room);
  for (let i = 0; i < room; i++) {
    const ip = dotted(FIRST + STATIC_BAND + 1 + ((start + i) % room));
    if (!context.isReserved(`ip ${ip}`)) return ip;
  }
  throw new Error('the service network is full');
}

/**
 * Gives a Service its virtual address, or checks the one it asks for; an address stays as long as the Service exists.
 * Models pkg/registry/core/service/storage alloc.go and ipallocator (v1.36) for one IPv4 range.
 */
export function allocateClusterIP(
  service: Service,
  context: WriteContext,
): { readonly ips: readonly string[]; readonly errors: readonly FieldError[] } {
  const asked = service.spec.clusterIPs?.[0];
  if (asked === 'None') return { ips: ['None'], errors: [] };
  if (asked === undefined || asked === '') return { ips: [drawn(service, context)], errors: [] };
  const why = refusal(asked, context);
  const ips = service.spec.clusterIPs ?? [asked];
  return { ips, errors: why ? [invalid('spec.clusterIPs', ips, `failed to allocate IP ${asked}: ${why}`)] : [] };
}
