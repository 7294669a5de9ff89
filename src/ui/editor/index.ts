export { Manifests } from './manifests.tsx';
export { reveal } from './reveal.ts';
