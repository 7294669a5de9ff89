import type { ReactNode } from 'react';
import type { Health } from '../../../worker/protocol.ts';
import { Icon, type IconName } from '../../theme/index.ts';

const SIGNS: Readonly<Record<Health, { readonly icon: IconName; readonly tone: string; readonly says: string }>> = {
  healthy: { icon: 'ready', tone: 'good', says: 'healthy: the load balancer sends to it' },
  failing: { icon: 'cross', tone: 'bad', says: 'its health check fails: left out' },
  unchecked: { icon: 'ring', tone: '', says: 'not checked: the Service has no health check node port' },
};

/** What a load balancer thinks of a machine, as a shape. */
export function HealthSign({ health }: { readonly health: Health }): ReactNode {
  const { icon, tone, says } = SIGNS[health];
  return (
    <span className={`lamp ${tone}`} title={says}>
      <Icon name={icon} size={12} />
    </span>
  );
}
