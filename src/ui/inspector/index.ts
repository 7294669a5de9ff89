export { Inspector } from './inspector.tsx';
export { InspectorRail } from './inspector-rail.tsx';
