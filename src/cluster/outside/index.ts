export { FirewalledRouter } from './firewall.ts';
export {
  CHECK_EVERY,
  checked,
  forgotten,
  type HealthTable,
  healthOf,
  healthyNodes,
  type NodeHealth,
  nothingChecked,
} from './health-check.ts';
export { type Balanced, chosenNode, PassThrough, PROVIDER, portOf, serviceOfBalancer } from './load-balancer.ts';
export { outsideAnswer } from './name-server.ts';
export { type RouterTables, routerConfig } from './router.ts';
export { balancerAt, claimant, hostOutside, nothingOutside, type Surroundings, withObject } from './surroundings.ts';
