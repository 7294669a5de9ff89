export { Inspector } from './inspector.tsx';
export { InspectorRail } from './inspector-rail.tsx';
export { MenuOnThings, openMenu } from './menu-on-things.tsx';
