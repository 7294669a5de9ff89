export { clockText } from './clock.ts';
export { EventsDrawer } from './events-drawer.tsx';
export { Timeline } from './timeline.tsx';
