export { Timeline } from './timeline.tsx';

/** The drawer of events, loaded when it is first opened. */
export const loadEventsDrawer = () => import('./events-drawer.tsx');
