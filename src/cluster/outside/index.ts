export { type RouterTables, routerConfig } from './router.ts';
