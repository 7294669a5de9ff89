import type { ControllerRevision } from '../../../../../api/index.ts';
import { same } from '../../equality.ts';
import { invalid } from '../../field-errors.ts';
import { dnsSubdomainFaults } from '../../formats.ts';
import type { Strategy } from '../strategy.ts';

/** ControllerRevisions: what they keep never changes. Models pkg/registry/apps/controllerrevision (v1.36). */
export const controllerRevisionStrategy: Strategy<ControllerRevision> = {
  kind: 'ControllerRevision',
  apiVersion: 'apps/v1',
  resource: 'controllerrevisions.apps',
  namespaced: true,
  nameFaults: dnsSubdomainFaults,
  defaults: () => undefined,
  validate: ({ data }, before) =>
    before && !same(data, before.data) ? [invalid('data', data, 'field is immutable')] : [],
};
